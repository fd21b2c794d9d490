import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, NotAllowedError } from '@backstage/errors';
import {
  createProxyAuthenticator,
  ProxyAuthenticator,
} from '@backstage/plugin-auth-node';

/** The example person that a request asks to be. @internal */
export interface DemoResult {
  /** Normalised reference, `user:default/sre-lead`. */
  userRef: string;
}

const header = 'x-demo-user';

/**
 * Believes the header `x-demo-user` when it names a person listed under `auth.providers.demo.users`.
 *
 * @param environment - value of NODE_ENV; anything but `development` refuses every request
 * @internal
 */
export function createDemoAuthenticator(
  environment: string | undefined,
): ProxyAuthenticator<ReadonlySet<string>, DemoResult> {
  return createProxyAuthenticator({
    defaultProfileTransform: async ({ userRef }, context) => {
      const { entity } = await context.findCatalogUser({ entityRef: userRef });
      return { profile: { displayName: displayName(entity) } };
    },
    initialize({ config }) {
      return new Set(config.getStringArray('users').map(normalise));
    },
    async authenticate({ req }, users) {
      if (environment !== 'development') {
        throw new NotAllowedError(
          'Example people exist in a development portal only',
        );
      }
      const asked = req.header(header);
      if (!asked) {
        throw new InputError(
          `Name the example person in the header ${header}, like user:default/sre-lead`,
        );
      }
      const userRef = normalise(asked);
      if (!users.has(userRef)) {
        throw new NotAllowedError(`${userRef} is not an example person`);
      }
      return { result: { userRef } };
    },
  });
}

function normalise(ref: string): string {
  try {
    return stringifyEntityRef(
      parseEntityRef(ref, { defaultKind: 'user', defaultNamespace: 'default' }),
    );
  } catch {
    throw new InputError(
      'An example person is named like user:default/sre-lead',
    );
  }
}

function displayName(entity: {
  metadata: { name: string; title?: string };
  spec?: { profile?: unknown };
}): string {
  const profile = entity.spec?.profile;
  const name =
    typeof profile === 'object' && profile !== null && 'displayName' in profile
      ? profile.displayName
      : undefined;
  return typeof name === 'string'
    ? name
    : entity.metadata.title ?? entity.metadata.name;
}
