import { createPermission } from '@backstage/plugin-permission-common';

/** The one resource type of this product: what is decided is always about an entity. @public */
export const RESOURCE_TYPE_OPERATIONS_ENTITY = 'operations-entity';

const resourceType = RESOURCE_TYPE_OPERATIONS_ENTITY;

/** See an entity's evidence, facts and results. @public */
export const operationsEntityReadPermission = createPermission({
  name: 'operations.entity.read',
  attributes: { action: 'read' },
  resourceType,
});

/** Push evidence about an entity; the one permission a token of a pipeline needs. @public */
export const operationsEvidenceCreatePermission = createPermission({
  name: 'operations.evidence.create',
  attributes: { action: 'create' },
  resourceType,
});

/** Approve or reject in a sign-off slot. @public */
export const operationsSignoffDecidePermission = createPermission({
  name: 'operations.signoff.decide',
  attributes: { action: 'update' },
  resourceType,
});

/** Take a decision back. @public */
export const operationsSignoffRevokePermission = createPermission({
  name: 'operations.signoff.revoke',
  attributes: { action: 'update' },
  resourceType,
});

/** Ask for an exception. @public */
export const operationsWaiverRequestPermission = createPermission({
  name: 'operations.waiver.request',
  attributes: { action: 'create' },
  resourceType,
});

/** Approve, deny or revoke an exception. @public */
export const operationsWaiverDecidePermission = createPermission({
  name: 'operations.waiver.decide',
  attributes: { action: 'update' },
  resourceType,
});

/** Hand one's roles to somebody for a time. @public */
export const operationsDelegationManagePermission = createPermission({
  name: 'operations.delegation.manage',
  attributes: { action: 'update' },
  resourceType,
});

/** Validate and reload scorecards. @public */
export const operationsScorecardManagePermission = createPermission({
  name: 'operations.scorecard.manage',
  attributes: { action: 'update' },
  resourceType,
});

/** Read the tamper-evident log. @public */
export const operationsAuditReadPermission = createPermission({
  name: 'operations.audit.read',
  attributes: { action: 'read' },
  resourceType,
});

/** Take the auditor pack away. @public */
export const operationsAuditExportPermission = createPermission({
  name: 'operations.audit.export',
  attributes: { action: 'read' },
  resourceType,
});

/** All permissions of the plugin, for registration and policies. @public */
export const operationsPermissions = [
  operationsEntityReadPermission,
  operationsEvidenceCreatePermission,
  operationsSignoffDecidePermission,
  operationsSignoffRevokePermission,
  operationsWaiverRequestPermission,
  operationsWaiverDecidePermission,
  operationsDelegationManagePermission,
  operationsScorecardManagePermission,
  operationsAuditReadPermission,
  operationsAuditExportPermission,
] as const;
