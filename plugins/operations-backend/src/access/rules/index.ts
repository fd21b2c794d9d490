import { hasAnnotation } from './hasAnnotation';
import { hasEntityKind } from './hasEntityKind';
import { createHasRole, RoleHolders } from './hasRole';
import { isEntityOwner } from './isEntityOwner';

export { operationsEntityResourceRef } from './resourceRef';
export type { RoleHolders } from './hasRole';

/** All rules of the plugin's resource type. @internal */
export function createEntityRules(
  roleOf: (role: string) => RoleHolders | undefined,
) {
  return [isEntityOwner, hasEntityKind, hasAnnotation, createHasRole(roleOf)];
}
