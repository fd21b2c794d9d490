import { RESOURCE_TYPE_OPERATIONS_ENTITY } from '@backstage-operations/plugin-operations-common';
import {
  AuthorizeResult,
  ConditionalPolicyDecision,
  PermissionCondition,
  PermissionCriteria,
  PermissionRuleParams,
  ResourcePermission,
} from '@backstage/plugin-permission-common';

/** A condition on an entity, for permission policies. @public */
export type OperationsCondition = PermissionCondition<
  typeof RESOURCE_TYPE_OPERATIONS_ENTITY
>;

function condition(
  rule: string,
  params: PermissionRuleParams,
): OperationsCondition {
  return { rule, resourceType: RESOURCE_TYPE_OPERATIONS_ENTITY, params };
}

/** Conditions that a permission policy may answer with for the permissions of Operations. @public */
export const operationsConditions = {
  /** The entity is owned by one of the references, usually those of the user and the user's groups. */
  isEntityOwner: (params: { claims: string[] }) =>
    condition('IS_ENTITY_OWNER', params),
  /** The entity is of one of the kinds, in any case. */
  hasEntityKind: (params: { kinds: string[] }) =>
    condition('HAS_ENTITY_KIND', params),
  /** The entity has the annotation, and with exactly this value where one is given. */
  hasAnnotation: (params: { annotation: string; value?: string }) =>
    condition('HAS_ANNOTATION', params),
  /** One of the references holds the role of `operations.roles` for the entity. */
  hasRole: (params: { role: string; claims: string[] }) =>
    condition('HAS_ROLE', params),
};

/** The decision of a policy that depends on the entity. @public */
export function createOperationsConditionalDecision(
  permission: ResourcePermission<typeof RESOURCE_TYPE_OPERATIONS_ENTITY>,
  conditions: PermissionCriteria<OperationsCondition>,
): ConditionalPolicyDecision {
  return {
    result: AuthorizeResult.CONDITIONAL,
    pluginId: 'operations',
    resourceType: permission.resourceType,
    conditions,
  };
}
