import {
  BackstagePrincipalAccessRestrictions,
  coreServices,
  createServiceFactory,
  HttpAuthService,
} from '@backstage/backend-plugin-api';
import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';

const PREFIX = 'Bearer restricted-service:';

/** The header of a service with access restrictions, which the stock mock tokens cannot carry. @internal */
export function serviceHeader(
  subject: string,
  accessRestrictions?: BackstagePrincipalAccessRestrictions,
): string {
  const principal = JSON.stringify({ subject, accessRestrictions });
  return `${PREFIX}${Buffer.from(principal).toString('base64url')}`;
}

/** Authentication of requests that understands {@link serviceHeader} beside the mock tokens. @internal */
export const restrictedTokens = createServiceFactory({
  service: coreServices.httpAuth,
  deps: { plugin: coreServices.pluginMetadata },
  factory: ({ plugin }): HttpAuthService => {
    const stock = mockServices.httpAuth({
      pluginId: plugin.getId(),
      defaultCredentials: mockCredentials.none(),
    });
    return {
      issueUserCookie: (...args) => stock.issueUserCookie(...args),
      credentials: (async (
        request: Parameters<HttpAuthService['credentials']>[0],
        options?: Parameters<HttpAuthService['credentials']>[1],
      ) => {
        const header = request.headers.authorization ?? '';
        if (!header.startsWith(PREFIX)) {
          return stock.credentials(request, options);
        }
        const { subject, accessRestrictions } = JSON.parse(
          Buffer.from(header.slice(PREFIX.length), 'base64url').toString(),
        );
        if (options?.allow && !options.allow.includes('service' as never)) {
          throw new NotAllowedError('no services here');
        }
        return mockCredentials.service(subject, accessRestrictions);
      }) as HttpAuthService['credentials'],
    };
  },
});
