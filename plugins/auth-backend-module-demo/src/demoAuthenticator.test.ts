import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import demoModule from './index';

const lead = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'User',
  metadata: { name: 'sre-lead', namespace: 'default' },
  spec: { profile: { displayName: 'SRE Lead' }, memberOf: ['sre-lead'] },
};

async function startPortal() {
  const { server } = await startTestBackend({
    features: [
      authPlugin,
      demoModule,
      catalogServiceMock.factory({ entities: [lead] }),
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'http://localhost:7007' },
          auth: {
            providers: {
              demo: { users: ['user:default/sre-lead', 'user:default/left'] },
            },
          },
        },
      }),
    ],
  });
  return (user?: string) => {
    const call = request(server).post('/api/auth/demo/refresh');
    return user === undefined ? call : call.set('x-demo-user', user);
  };
}

describe('demo sign-in', () => {
  const before = process.env.NODE_ENV;
  const setEnvironment = (value: string | undefined) => {
    Object.assign(process.env, { NODE_ENV: value });
  };
  afterEach(() => setEnvironment(before));

  it('gives an ordinary token for a listed person of the catalog', async () => {
    setEnvironment('development');
    const signIn = await startPortal();

    const answer = await signIn('user:default/sre-lead');

    expect(answer.status).toBe(200);
    expect(answer.body.profile.displayName).toBe('SRE Lead');
    expect(answer.body.backstageIdentity.identity.userEntityRef).toBe(
      'user:default/sre-lead',
    );
    const [, claims] = answer.body.backstageIdentity.token.split('.');
    expect(JSON.parse(Buffer.from(claims, 'base64url').toString()).sub).toBe(
      'user:default/sre-lead',
    );
  });

  it.each([
    ['nobody is named', undefined, 400],
    ['the reference is no reference', ':::', 400],
    ['the person is not listed', 'user:default/admin', 403],
    ['the person has left the catalog', 'user:default/left', 404],
  ])('refuses when %s', async (_, user, status) => {
    setEnvironment('development');
    const signIn = await startPortal();

    expect((await signIn(user)).status).toBe(status);
  });

  it('refuses everyone in production', async () => {
    setEnvironment('production');
    const signIn = await startPortal();

    expect((await signIn('user:default/sre-lead')).status).toBe(403);
  });
});
