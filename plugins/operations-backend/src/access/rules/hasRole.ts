import { createPermissionRule } from '@backstage/plugin-permission-node';
import { z } from 'zod';
import { isOwnedBy, ownedByCondition } from './isEntityOwner';
import { operationsEntityResourceRef } from './resourceRef';

/** Who holds a role, as far as conditions need it. @internal */
export interface RoleHolders {
  /** Groups whose members hold it everywhere. */
  groups: readonly string[];
  /** True where members of the owning group hold it for what the group owns. */
  ownerGroup: boolean;
}

/**
 * Makes the rule that allows what concerns entities for which one of the claims holds a role.
 *
 * @param roleOf - the role's holders as configured; undefined for a role that is not
 * @internal
 */
export function createHasRole(
  roleOf: (role: string) => RoleHolders | undefined,
) {
  const holdsEverywhere = (role: string, claims: readonly string[]) =>
    claims.some(claim =>
      roleOf(role)?.groups.includes(claim.toLocaleLowerCase('en-US')),
    );

  return createPermissionRule({
    name: 'HAS_ROLE',
    description: 'Entities for which one of the claims holds the role',
    resourceRef: operationsEntityResourceRef,
    paramsSchema: z.object({
      role: z.string().describe('Name of a role of operations.roles'),
      claims: z
        .array(z.string())
        .describe('References of the user and the groups of the user'),
    }),
    apply: (entity, { role, claims }) =>
      holdsEverywhere(role, claims) ||
      (roleOf(role)?.ownerGroup === true && isOwnedBy(entity, claims)),
    toQuery: ({ role, claims }) => {
      if (holdsEverywhere(role, claims)) {
        return builder => builder.whereRaw('1 = 1');
      }
      if (roleOf(role)?.ownerGroup) return ownedByCondition(claims);
      return builder => builder.whereRaw('1 = 0');
    },
  });
}
