import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { NotAllowedError } from '@backstage/errors';

/**
 * The person who calls, as a normalised reference.
 *
 * @throws NotAllowedError for services, and for whoever acts on behalf of a person: nobody decides in another's name with a token
 * @internal
 */
export function requirePerson({
  principal,
}: BackstageCredentials<
  BackstageUserPrincipal | BackstageServicePrincipal
>): string {
  if (principal.type !== 'user') {
    throw new NotAllowedError('Only a person may decide, not a service');
  }
  if (principal.actor) {
    throw new NotAllowedError(
      'Only the person may decide, not a service on behalf of the person',
    );
  }
  return stringifyEntityRef(parseEntityRef(principal.userEntityRef));
}
