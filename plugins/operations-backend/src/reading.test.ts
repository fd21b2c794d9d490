import { mockServices } from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { anEntity } from './__testUtils__/anEntity';
import { startOperations } from './__testUtils__/startOperations';

jest.setTimeout(60_000);

const checkout = 'component:default/checkout';
const evidence = '/v1/entities/component/default/checkout/evidence';

/** Lets everybody do everything, except read APIs. */
const noApis = mockServices.permissions.mock({
  authorize: async requests =>
    requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  authorizeConditional: async requests =>
    requests.map(({ permission }) =>
      permission.name === 'operations.entity.read'
        ? {
            result: AuthorizeResult.CONDITIONAL,
            pluginId: 'operations',
            resourceType: 'operations-entity',
            conditions: {
              not: {
                rule: 'HAS_ENTITY_KIND',
                resourceType: 'operations-entity',
                params: { kinds: ['api'] },
              },
            },
          }
        : { result: AuthorizeResult.ALLOW },
    ),
});

let portal: Awaited<ReturnType<typeof startOperations>>;
const ids: string[] = [];

beforeAll(async () => {
  portal = await startOperations({
    entities: [anEntity(checkout), anEntity('api:default/orders')],
    features: [noApis.factory],
  });
  const items = [1, 2, 3, 4, 5].map(day => ({
    entityRef: day === 5 ? 'api:default/orders' : checkout,
    kind: day === 4 ? 'attestation' : 'quality',
    source: 'ci',
    observedAt: `2026-01-0${day}T00:00:00Z`,
    payload:
      day === 4
        ? {
            statement: '<img src=x onerror=alert(1)>',
            validUntil: '2026-02-01T00:00:00Z',
          }
        : { coverage: 0.9 },
  }));
  const { body } = await portal
    .post('/v1/evidence')
    .send({ items })
    .set('content-type', 'application/json');
  ids.push(...body.ids);
});
afterAll(() => portal.stop());

describe('reading evidence', () => {
  it('pages through all of it, newest first', async () => {
    const first = await portal.get(`${evidence}?limit=3`);
    expect(first.status).toBe(200);
    expect(first.body.totalItems).toBe(4);
    const { nextCursor } = first.body;
    const rest = await portal.get(`${evidence}?limit=3&cursor=${nextCursor}`);
    const days = [...first.body.items, ...rest.body.items].map(item =>
      item.observedAt.slice(8, 10),
    );
    expect(days).toEqual(['04', '03', '02', '01']);
    expect(rest.body.nextCursor).toBeUndefined();
  });

  it('finds an entity in any case', async () => {
    const path = evidence.replace('component', 'Component');
    expect((await portal.get(path)).body.totalItems).toBe(4);
  });

  it('filters', async () => {
    const query =
      'kind=quality,slo&since=2026-01-02T00:00:00Z&until=2026-01-03T00:00:00Z';
    const { body } = await portal.get(`${evidence}?${query}`);
    expect(body.items).toHaveLength(1);
    const like = await portal.get(`${evidence}?source=%25`);
    expect(like.body.totalItems).toBe(0);
  });

  it('gives text back as it came, for others to escape', async () => {
    const { body } = await portal.get(`/v1/evidence/${ids[3]}`);
    expect(body.payload.statement).toBe('<img src=x onerror=alert(1)>');
  });

  it('hides an invisible entity and its records, like those that are not there', async () => {
    for (const path of [
      `/v1/evidence/${ids[4]}`,
      '/v1/evidence/01J00000000000000000000000',
      '/v1/entities/api/default/orders/evidence',
      '/v1/entities/api/default/none/evidence',
    ]) {
      const response = await portal.get(path);
      expect([path, response.status, response.body.error.name]).toEqual([
        path,
        404,
        'NotFoundError',
      ]);
    }
  });

  it.each([
    ['limit=1e9', 'query.limit'],
    ['limit=0', 'query.limit'],
    ['limit=x', 'query.limit'],
    ['limit=5&limit=6', 'query.limit'],
    ['cursor=edited', 'query.cursor'],
    ['cursor=WyJ4IiwxXQ', 'query.cursor'],
    ['since=yesterday', 'query.since'],
    ['kind=nonsense', 'query.kind'],
    ['source=%00', 'query.source'],
    ['source[a]=b', 'query.source'],
  ])('names the field that is wrong in %s', async (query, field) => {
    const response = await portal.get(`${evidence}?${query}`);
    expect(response.status).toBe(400);
    expect(response.body.error).toMatchObject({
      name: 'InputError',
      message: expect.stringContaining(field),
    });
    expect(response.body.error.stack).toBeUndefined();
  });

  it.each([
    ['/v1/entities/component/default/orders/findings?severity=red', 'severity'],
    ['/v1/entities/component/default/orders/findings?state=gone', 'state'],
    ['/v1/reviews?state=waiver,later', 'state'],
  ])('names what is no known value in %s', async (path, field) => {
    const response = await portal.get(path);
    expect(response.status).toBe(400);
    expect(response.body.error.message).toContain(`query.${field}`);
  });

  it.each([
    '/v1/entities/component/default/%00/evidence',
    '/v1/entities/component/default/%ED%A0%80/evidence',
    '/v1/entities/component/default/a%2Fb/evidence',
    '/v1/evidence/..%2F..%2Fetc',
    "/v1/evidence/x'%20or%201=1",
    `/v1/entities/component/default/${'x'.repeat(300)}/evidence`,
  ])('refuses a path that names nothing: %#', async path => {
    const response = await portal.get(path);
    expect([400, 404]).toContain(response.status);
    expect(response.body.error.message).toBeTruthy();
  });
});

describe('catalogues', () => {
  it('list kinds with schemas that are served', async () => {
    const { body } = await portal.get('/v1/kinds');
    expect(body.items).toHaveLength(22);
    for (const { schema, retention } of body.items) {
      expect(retention).toMatch(/^P\d+D$/);
      const response = await portal.get(schema);
      expect(response.body).toMatchObject({ type: 'object' });
    }
    expect((await portal.get('/v1/schemas/toString.json')).status).toBe(400);
    expect((await portal.get('/v1/schemas/nothing.json')).status).toBe(404);
  });

  it('list formats and facts', async () => {
    const formats = await portal.get('/v1/formats');
    expect(formats.body.items).toContainEqual(
      expect.objectContaining({ id: 'native-restore' }),
    );
    const facts = await portal.get('/v1/facts');
    expect(facts.body.items).toContainEqual(
      expect.objectContaining({ id: 'backup.successRate', unit: 'ratio' }),
    );
  });

  it('serve the contract', async () => {
    const { body } = await portal.get('/openapi.json');
    expect(body.paths['/v1/evidence'].post.operationId).toBe('pushEvidence');
  });

  it('answer unknown operations with 404', async () => {
    const response = await portal.get('/v2/evidence');
    expect(response.status).toBe(404);
    expect(response.body.error.name).toBe('NotFoundError');
  });
});

describe('the permission framework', () => {
  it('is told of the permissions and rules', async () => {
    const { body } = await portal.get(
      '/.well-known/backstage/permissions/metadata',
    );
    expect(body.permissions).toHaveLength(10);
    expect(body.rules.map((rule: { name: string }) => rule.name)).toEqual([
      'IS_ENTITY_OWNER',
      'HAS_ENTITY_KIND',
      'HAS_ANNOTATION',
      'HAS_ROLE',
    ]);
  });
});
