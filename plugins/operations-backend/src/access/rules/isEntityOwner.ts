import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { EntityCondition } from '../EntityCondition';
import { operationsEntityResourceRef } from './resourceRef';

const lower = (values: readonly string[]) =>
  values.map(value => value.toLocaleLowerCase('en-US'));

/** True when one of the claims owns the entity. @internal */
export function isOwnedBy(
  entity: EntityProfile,
  claims: readonly string[],
): boolean {
  const wanted = lower(claims);
  return entity.relations.some(
    ({ type, targetRef }) => type === 'ownedBy' && wanted.includes(targetRef),
  );
}

/** {@link isOwnedBy} in SQL. @internal */
export function ownedByCondition(claims: readonly string[]): EntityCondition {
  return builder => {
    builder.whereExists(inner => {
      inner
        .select('o.source_ref')
        .from('ops_relation as o')
        .whereRaw('o.source_ref = e.entity_ref')
        .where('o.type', 'ownedBy')
        .whereIn('o.target_ref', lower(claims));
    });
  };
}

/** Allows what concerns entities that one of the claims owns. @internal */
export const isEntityOwner = createPermissionRule({
  name: 'IS_ENTITY_OWNER',
  description: 'Entities owned by one of the claims',
  resourceRef: operationsEntityResourceRef,
  paramsSchema: z.object({
    claims: z
      .array(z.string())
      .describe('References of the user and the groups of the user'),
  }),
  apply: (entity, { claims }) => isOwnedBy(entity, claims),
  toQuery: ({ claims }) => ownedByCondition(claims),
});
