import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { NotAllowedError } from '@backstage/errors';
import {
  AuthorizeResult,
  ResourcePermission,
} from '@backstage/plugin-permission-common';

/**
 * Throws NotAllowedError where the caller has a permission on no entity at all; for what is about no entity in particular.
 *
 * @internal
 */
export async function requireSomewhere(
  permissions: PermissionsService,
  credentials: BackstageCredentials,
  permission: ResourcePermission,
): Promise<void> {
  const [decision] = await permissions.authorizeConditional([{ permission }], {
    credentials,
  });
  if (decision.result === AuthorizeResult.DENY) {
    throw new NotAllowedError(`${permission.name} is denied`);
  }
}
