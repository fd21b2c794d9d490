import { mockServices } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PermissionCondition,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  formatVerifierKey,
  LogEntry,
} from '@backstage-operations/plugin-operations-common';
import knexFactory, { Knex } from 'knex';
import { anEntity } from '../__testUtils__/anEntity';
import { ada, startOperations } from '../__testUtils__/startOperations';
import { LogKey, newPem } from '../log/LogKey';
import { PackReader } from './__testUtils__/PackReader';

jest.setTimeout(60_000);

const pem = newPem();
const origin = 'portal.example.com/operations';
const keyText = formatVerifierKey(LogKey.fromPem(origin, pem).verifier);
const DAY = 24 * 60 * 60 * 1000;
const path = `/v1/export?view=full&from=${new Date(
  Date.now() - DAY,
).toISOString()}&to=${new Date(Date.now() + DAY).toISOString()}`;

/** Decides each permission as told; what is not told is allowed. */
function policy(told: Record<string, PolicyDecision>) {
  const decisionOf = (name: string): PolicyDecision =>
    told[name] ?? { result: AuthorizeResult.ALLOW };
  return mockServices.permissions.mock({
    authorizeConditional: async requests =>
      requests.map(({ permission }) => decisionOf(permission.name)),
    authorize: async requests =>
      requests.map(() => ({ result: AuthorizeResult.ALLOW })),
  }).factory;
}

const only = (conditions: PermissionCondition): PolicyDecision => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'operations',
  resourceType: 'operations-entity',
  conditions,
});

let db: Knex;
beforeEach(() => {
  db = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
});

async function start(told: Record<string, PolicyDecision>, key = pem) {
  const portal = await startOperations({
    db,
    entities: [
      anEntity('component:default/open'),
      anEntity('api:default/secret'),
      anEntity('user:default/ada'),
    ],
    config: { operations: { log: key ? { origin, key } : {} } },
    features: [policy(told)],
  });
  for (const entityRef of ['component:default/open', 'api:default/secret']) {
    await portal.post('/v1/evidence', ada).send({
      items: [
        {
          entityRef,
          kind: 'quality',
          source: 'ci',
          observedAt: new Date().toISOString(),
          payload: { coverage: 0.5 },
        },
      ],
    });
  }
  const take = () =>
    portal
      .get(path)
      .buffer(true)
      .parse((response, done) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () => done(null, Buffer.concat(chunks)));
      });
  return { ...portal, take };
}

it('holds nothing of entities that the caller may not take, not even deleted ones', async () => {
  const portal = await start({
    'operations.audit.export': only({
      rule: 'HAS_ENTITY_KIND',
      resourceType: 'operations-entity',
      params: { kinds: ['component'] },
    }),
  });
  await db('ops_entity_life').insert({
    uid: 'earlier',
    entity_ref: 'component:default/open',
    appeared_at: 1,
    vanished_at: Date.now() - 1000,
  });
  const { status, body } = await portal.take();
  expect(status).toBe(200);
  const pack = PackReader.of(body);
  const everything = pack
    .paths()
    .map(one => pack.text(one))
    .join('\n');
  expect(everything).toContain('component:default/open');
  expect(everything).not.toContain('secret');
  expect(everything).not.toContain('earlier');
  const { checkpoint, leftOut } = pack.json('manifest.json');
  expect(leftOut).toHaveLength(2);
  const leaves = pack.text('log/leaves.txt').trim().split('\n');
  expect(leaves).toHaveLength(checkpoint.size);
  const entries = pack.text('log/entries.jsonl').trim().split('\n');
  expect(
    entries.map(line => JSON.parse(JSON.parse(line).body).entityRef),
  ).toEqual(['component:default/open']);
  expect(pack.verifyArchive('--key', keyText)).toEqual({
    code: 0,
    problems: [],
  });
  await portal.stop();
});

it('is refused without the permission, and leaves no trace in the log', async () => {
  const portal = await start({
    'operations.audit.export': { result: AuthorizeResult.DENY },
  });
  const { status, body } = await portal.take();
  expect([status, JSON.parse(body).error.name]).toEqual([
    403,
    'NotAllowedError',
  ]);
  const log = await portal.get('/v1/log');
  const types = log.body.items.map(({ type }: LogEntry) => type);
  expect(types).not.toContain('export.taken');
  await portal.stop();
});

it('says that there are no packs without a key', async () => {
  const portal = await start({}, '');
  const { status, body } = await portal.take();
  expect(status).toBe(404);
  expect(JSON.parse(body).error.message).toContain('names no key');
  await portal.stop();
});
