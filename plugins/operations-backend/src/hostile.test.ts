import {
  createMockDirectory,
  mockCredentials,
  mockServices,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import knexFactory, { Knex } from 'knex';
import { gzipSync } from 'node:zlib';
import { anEntity } from './__testUtils__/anEntity';
import { ci, startOperations } from './__testUtils__/startOperations';
import { describeEachEngine } from './__testUtils__/testEngines';
import { encodeCursor } from './http/cursor';
import { withCursor } from './http/listCursor';

jest.setTimeout(120_000);

const directory = createMockDirectory({
  content: {
    'r.yaml': `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: ready, title: Ready }
spec:
  owner: signer
  appliesTo: { kind: component }
  criteria:
    - id: tested
      title: Tests cover it
      rules: [{ fact: quality.coverage, op: '>=', value: 0.8 }]
      signoffs: [{ id: own, verb: owns, role: signer }]
  exit: { signoffs: [] }
`,
  },
});

const path = '/v1/entities/component/default/checkout/scorecards/ready';
const signoffs = `${path}/criteria/tested/signoffs`;
const waivers = `${path}/criteria/tested/waivers`;
const fleet = '/v1/fleet/scorecards/ready/results';
const by = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

/** Text of a program, a statement or a file of the machine. */
const internals =
  /\/src\/|node_modules|\.[jt]s:\d|\bat [A-Z]\w+\.|select .* from|insert into|SQLITE_|syntax for type/i;

async function start(
  db?: Knex,
  features: Parameters<typeof startOperations>[0]['features'] = [],
) {
  const portal = await startOperations({
    entities: [
      anEntity('component:default/checkout'),
      anEntity('user:default/signer', {
        relations: [{ type: 'memberOf', targetRef: 'group:default/signers' }],
      }),
      anEntity('user:default/engineer'),
    ],
    db,
    features,
    config: {
      operations: {
        scorecards: [{ target: `${directory.path}/*.yaml` }],
        roles: { signer: { groups: ['group:default/signers'] } },
      },
    },
  });
  await portal.post('/v1/evidence').send({
    items: [
      {
        entityRef: 'component:default/checkout',
        kind: 'quality',
        source: 'ci',
        externalId: 'q',
        observedAt: new Date().toISOString(),
        payload: { coverage: 0.9 },
      },
    ],
  });
  return portal;
}

describeEachEngine('hostile requests', engine => {
  let portal: Awaited<ReturnType<typeof startOperations>>;
  let db: Knex;
  let digest: string;

  beforeAll(async () => {
    db = await engine.init();
    portal = await start(db);
    const { body } = await portal.get(path);
    digest = body.criteria[0].subjectDigest;
  });
  afterAll(() => portal.stop());

  /** Everything that a decision could have left behind. */
  const written = async () => {
    const counts: number[] = [];
    for (const table of [
      'ops_signoff',
      'ops_seat',
      'ops_waiver',
      'ops_delegation',
      'ops_log_event',
      'ops_idempotency',
    ]) {
      const [{ count }] = await db(table).count({ count: '*' });
      counts.push(Number(count));
    }
    return counts;
  };

  const decision = (fields: object = {}) => ({
    slot: 'own',
    decision: 'approve',
    comment: 'fine',
    expectedSubjectDigest: digest,
    ...fields,
  });
  const waiver = (fields: object = {}) => ({
    reason: 'r',
    compensatingControl: 'c',
    expiresAt: new Date(Date.now() + 1e9).toISOString(),
    ...fields,
  });

  const json = (fields: object) => () => JSON.stringify(decision(fields));
  const bodies: [string, number, () => string | Buffer][] = [
    ['nothing', 400, () => ''],
    ['half of it', 400, () => '{"slot":'],
    ['a list', 400, () => '[]'],
    ['null', 400, () => 'null'],
    ['a form', 400, () => 'slot=own'],
    ['a key twice', 400, () => '{"slot":"a","slot":"own"}'],
    ['__proto__', 400, () => '{"__proto__":{"by":"x"}}'],
    ['constructor', 400, () => '{"constructor":{"prototype":{}}}'],
    ['lists in lists', 400, () => '['.repeat(100_000) + ']'.repeat(100_000)],
    ['bytes that are no text', 400, () => Buffer.from([0x7b, 0xff, 0x7d])],
    ['NUL', 400, json({ comment: 'a\u0000b' })],
    ['half a surrogate pair', 400, json({ comment: '\ud800' })],
    [
      'a number that JSON loses',
      400,
      () => json({ comment: 0 })().replace(':0', ':9007199254740993'),
    ],
    ['a long comment', 400, json({ comment: 'x'.repeat(5_000) })],
    ['a large body', 413, json({ comment: 'x'.repeat(25_000_000) })],
    ['an actor', 400, json({ by: 'user:default/engineer' })],
    ['a state', 400, json({ state: 'approved' })],
    ['an id', 400, json({ id: 'x' })],
    ['another digest', 409, json({ expectedSubjectDigest: 'f'.repeat(64) })],
    ['no digest', 400, json({ expectedSubjectDigest: 'latest' })],
    ['a slot of another place', 404, json({ slot: '__proto__' })],
    [
      'a name that looks alike',
      403,
      json({ onBehalfOf: 'user:default/s\u0456gner' }),
    ],
  ];

  it.each(bodies)('refuses %s with %i and writes nothing', async (...row) => {
    const [, status, body] = row;
    const before = await written();
    const answer = await portal
      .post(signoffs, by('signer'))
      .set('content-type', 'application/json')
      .send(body() as string);
    expect(answer.status).toBe(status);
    expect(answer.body.error.message).toBeTruthy();
    expect(JSON.stringify(answer.body)).not.toMatch(internals);
    expect(await written()).toEqual(before);
  });

  it.each<[string, number, Buffer, string]>([
    ['a bomb', 413, gzipSync(Buffer.alloc(50_000_000, 'a')), 'gzip'],
    ['what is not packed', 400, Buffer.from('nonsense'), 'gzip'],
    ['an unknown packing', 415, Buffer.from('nonsense'), 'compress'],
  ])('refuses %s with %i', async (_, status, body, encoding) => {
    const answer = await portal
      .post(signoffs, by('signer'))
      .set({
        'content-type': 'application/json',
        'content-encoding': encoding,
      })
      .serialize(value => value as unknown as string)
      .send(body as unknown as string);
    expect(answer.status).toBe(status);
    expect(answer.body.error.name).not.toBe('Error');
    expect(JSON.stringify(answer.body)).not.toMatch(internals);
  });

  it.each<[string, object, number]>([
    [
      'a script as ticket',
      { ticket: ['javascript', 'alert(1)'].join(':') },
      400,
    ],
    ['a file as ticket', { ticket: 'file:///etc/passwd' }, 400],
    ['two lines as ticket', { ticket: 'a\nb' }, 400],
    ['too long', { expiresAt: '2999-01-01T00:00:00Z' }, 400],
    ['a day without a time', { expiresAt: '2026-12-01' }, 400],
    ['a decision', { state: 'approved' }, 400],
    ['markup', { reason: '<script>alert(1)</script>', ticket: 'OPS-1' }, 201],
    ['an address', { ticket: 'https://tickets.example.com/1' }, 201],
  ])('takes an exception with %s as it should', async (_, fields, status) => {
    const answer = await portal
      .post(waivers, by('engineer'))
      .send(waiver(fields));
    expect(answer.status).toBe(status);
  });

  it.each([
    [ci, 403],
    [mockCredentials.service.header(), 403],
    [
      `Bearer ${mockCredentials.user.token('user:default/signer', {
        actor: { subject: 'plugin:agent' },
      })}`,
      403,
    ],
    ['', 401],
  ])('lets only people themselves decide: %#', async (headers, status) => {
    const before = await written();
    for (const [where, body] of [
      [signoffs, decision()],
      [waivers, waiver()],
      ['/v1/signoffs/x/revocation', { reason: 'r' }],
      ['/v1/waivers/x/decisions', { decision: 'approve' }],
      ['/v1/waivers/x/revocation', { reason: 'r' }],
      [
        '/v1/delegations',
        {
          to: 'user:default/engineer',
          endsAt: new Date(Date.now() + 1e8).toISOString(),
          reason: 'r',
        },
      ],
    ] as const) {
      const answer = await portal.post(where, headers).send(body);
      expect([where, answer.status]).toEqual([where, status]);
    }
    expect(await written()).toEqual(before);
  });

  /** A cursor that belongs to the list, with a position that was made up. */
  const forged = (operation: string, position: unknown, of: object = {}) => {
    const list = { operation, params: {}, query: {}, ...of };
    const answer = { nextCursor: encodeCursor(position) };
    return (withCursor(answer, list) as typeof answer).nextCursor;
  };
  const pages = (sort: string, position: unknown) => {
    const of = { params: { scorecard: 'ready' }, query: { sort } };
    return `${fleet}?sort=${sort}&cursor=${forged(
      'listFleetResults',
      position,
      of,
    )}`;
  };

  it.each([
    pages('fail', ['a', 'b']),
    pages('fail', [1e300, 'b']),
    pages('fail', [99_999_999_999, 'b']),
    pages('fail', [1.5, 'b']),
    pages('oldestProof', ['x', 'b']),
    pages('oldestProof', [1e17, 'b']),
    pages('owner', [1, 'b']),
    pages('owner', { 0: 'a' }),
    `${fleet}?cursor=nonsense`,
    `${fleet}?limit=1000000000`,
    `${fleet}?limit=1e9`,
    `${fleet}?sort=toString`,
    `${fleet}?filter=__proto__%3D1`,
    '/v1/fleet/scorecards/ready/summary?groupBy=constructor',
    '/v1/log?limit=1e9',
    '/v1/log?cursor=LTE',
    `/v1/log?cursor=${forged('listLog', -1)}`,
    `/v1/reviews?cursor=${forged('listReviews', [1])}`,
    `/v1/reviews?cursor=${forged('listReviews', ['a', 'b'])}`,
    `/v1/delegations?cursor=${forged('listDelegations', {})}`,
    '/v1/log/proof?index=-1',
    `${path}?at=yesterday`,
    `${path}?at=2999-01-01T00:00:00Z`,
    `${path}/history?from=1900-01-01T00:00:00Z`,
  ])('answers 400 to %s', async where => {
    const answer = await portal.get(where);
    expect([answer.status, answer.body.error?.name]).toEqual([
      400,
      'InputError',
    ]);
    expect(JSON.stringify(answer.body)).not.toMatch(internals);
  });

  it('reads on with every order, whatever the engine makes of numbers', async () => {
    for (const key of ['entityRef', 'owner', 'gate', 'fail', 'oldestProof']) {
      for (const sort of [key, `-${key}`]) {
        const { status } = await portal.get(`${fleet}?limit=1&sort=${sort}`);
        expect([sort, status]).toEqual([sort, 200]);
      }
    }
    const next = pages('oldestProof', ['0', 'a']);
    expect((await portal.get(next)).status).toBe(200);
  });

  it('takes signs of a pattern for themselves', async () => {
    for (const text of ['%', '_', '\\', "' or 1=1 --"]) {
      const where = `${fleet}?filter=${encodeURIComponent(`q=${text}`)}`;
      expect((await portal.get(where)).body.totalItems).toBe(0);
    }
  });
});

it('shows nothing of an entity that is not shown, by any way', async () => {
  const db = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  const open = await start(db);
  const digest = (await open.get(path)).body.criteria[0].subjectDigest;
  const signed = await open.post(signoffs, by('signer')).send({
    slot: 'own',
    decision: 'approve',
    expectedSubjectDigest: digest,
  });
  expect(signed.status).toBe(201);
  const asked = await open.post(waivers, by('engineer')).send({
    reason: 'r',
    compensatingControl: 'c',
    expiresAt: new Date(Date.now() + 1e9).toISOString(),
  });
  expect(asked.status).toBe(201);
  await open.stop();

  const closed = await start(db, [
    mockServices.permissions.factory({ result: AuthorizeResult.DENY }),
  ]);
  const body = {
    slot: 'own',
    decision: 'approve',
    expectedSubjectDigest: digest,
  };
  for (const where of [
    path,
    `${path}/gate`,
    `${path}/badge.svg`,
    `${path}/history`,
    '/v1/entities/component/default/checkout/overview',
  ]) {
    const answer = await closed.get(where, by('signer'));
    expect([where, answer.status]).toEqual([where, 404]);
    expect(answer.body.error.message).toBe(
      'There is no entity component:default/checkout',
    );
  }
  const [decision, waiver] = [signed.body.decision.id, asked.body.waiver.id];
  for (const [where, sent, message] of [
    [
      `/v1/signoffs/${decision}/revocation`,
      { reason: 'r' },
      `There is no decision ${decision}`,
    ],
    [
      `/v1/waivers/${waiver}/decisions`,
      { decision: 'approve' },
      `There is no exception ${waiver}`,
    ],
    [
      `/v1/waivers/${waiver}/revocation`,
      { reason: 'r' },
      `There is no exception ${waiver}`,
    ],
  ] as const) {
    const answer = await closed.post(where, by('signer')).send(sent);
    expect([answer.status, answer.body.error.message]).toEqual([404, message]);
  }
  const decided = await closed.post(signoffs, by('signer')).send(body);
  expect(decided.status).toBe(404);
  expect((await closed.get('/v1/log', by('signer'))).status).toBe(403);
  const rows = await closed.get(fleet, by('signer'));
  expect(rows.body).toMatchObject({ items: [], totalItems: 0 });
  await closed.stop();
  await db.destroy();
});
