import { Entity } from '@backstage/catalog-model';
import { gzipSync } from 'node:zlib';
import supertest from 'supertest';
import { anEntity } from './__testUtils__/anEntity';
import { serviceHeader } from './__testUtils__/restrictedTokens';
import { ada, ci, startOperations } from './__testUtils__/startOperations';

jest.setTimeout(60_000);

const checkout = 'component:default/checkout';
const entities: Entity[] = [
  anEntity(checkout),
  anEntity('component:other/secret'),
];

let portal: Awaited<ReturnType<typeof startOperations>>;
beforeAll(async () => {
  portal = await startOperations({ entities });
});
afterAll(() => portal.stop());

let count = 0;
function anItem(fields: object = {}) {
  count++;
  return {
    entityRef: checkout,
    kind: 'quality',
    source: 'ci',
    externalId: `build-${count}`,
    observedAt: '2026-01-01T00:00:00Z',
    payload: { coverage: 0.9 },
    ...fields,
  };
}

const push = (items: unknown, headers?: string) =>
  portal
    .post('/v1/evidence', headers)
    .set('content-type', 'application/json')
    .send(typeof items === 'string' ? items : { items: items as object });

const raw = (json: string) => `{"items":[${JSON.stringify(anItem())},${json}]}`;
const withPayload = (payload: string) =>
  `{"entityRef":"${checkout}","kind":"quality","source":"ci","observedAt":"2026-01-01T00:00:00Z","payload":${payload}}`;

describe('POST /v1/evidence', () => {
  it('stores, and counts what it has already', async () => {
    const item = anItem();
    const first = await push([item]);
    expect(first.body).toEqual({
      accepted: 1,
      duplicates: 0,
      rejected: [],
      ids: [expect.stringMatching(/^[0-9A-Z]{26}$/)],
    });
    const second = await push([
      {
        ...item,
        entityRef: 'Component:Checkout',
        observedAt: '2026-01-01T01:00:00+01:00',
      },
    ]);
    expect(second.status).toBe(200);
    expect(second.body).toMatchObject({ accepted: 0, duplicates: 1 });
    expect(second.body.ids).toEqual(first.body.ids);
  });

  it.each([
    [
      'a key twice',
      raw(withPayload('{"coverage":0.9,"coverage":1}')),
      'payload.coverage',
    ],
    [
      '__proto__',
      raw(withPayload('{"__proto__":{"coverage":1}}')),
      'payload.__proto__',
    ],
    ['NUL', raw(withPayload('{"commit":"a\\u0000"}')), 'payload.commit'],
    [
      'a lone surrogate',
      raw(withPayload('{"commit":"\\ud800"}')),
      'payload.commit',
    ],
    [
      '2^53 + 1',
      raw(withPayload('{"criticalVulnerabilities":9007199254740993}')),
      'payload.criticalVulnerabilities',
    ],
    ['1e400', raw(withPayload('{"p95Ms":1e400}')), 'payload.p95Ms'],
    [
      'nesting',
      raw(withPayload(`{"x":${'['.repeat(100_000)}${']'.repeat(100_000)}}`)),
      'payload.x',
    ],
  ])('refuses only the item with %s', async (_, body, field) => {
    const response = await push(body);
    expect(response.status).toBe(200);
    expect(response.body).toMatchObject({
      accepted: 1,
      ids: [expect.any(String)],
    });
    expect(response.body.rejected).toEqual([
      {
        index: 1,
        field: expect.stringContaining(field),
        message: expect.any(String),
      },
    ]);
  });

  it.each([
    ['another kind', { kind: 'nonsense' }, 'kind'],
    ['the future', { observedAt: '2999-01-01T00:00:00Z' }, 'observedAt'],
    ['no zone', { observedAt: '2026-01-01T00:00:00' }, 'observedAt'],
    ['a percentage', { payload: { coverage: 91 } }, 'payload.coverage'],
    ['an unknown entity', { entityRef: 'component:default/none' }, 'entityRef'],
    [
      'an entity outside the grant',
      { entityRef: 'component:other/secret' },
      'entityRef',
    ],
    ['a homoglyph', { entityRef: 'component:default/сheckout' }, 'entityRef'],
    ['a source outside the grant', { source: 'prometheus' }, 'source'],
    ['an id of its own', { id: '01J00000000000000000000000' }, ''],
    ['a submitter of its own', { submittedBy: 'user:default/eve' }, ''],
    [
      'a script link',
      { links: [{ title: 'x', url: ['javascript', 'alert(1)'].join(':') }] },
      'links',
    ],
    ['no object', null, ''],
  ])(
    'names what is wrong with %s and answers 400',
    async (_, fields, field) => {
      const response = await push([fields === null ? 7 : anItem(fields)]);
      expect(response.status).toBe(400);
      expect(response.body).toMatchObject({
        error: { name: 'InputError', message: expect.any(String) },
        response: { statusCode: 400 },
        accepted: 0,
        ids: [],
        rejected: [{ index: 0, message: expect.any(String) }],
      });
      expect(response.body.rejected[0].field).toContain(field);
      expect(JSON.stringify(response.body)).not.toMatch(
        /stack|at .*\.ts|select |insert /i,
      );
    },
  );

  it.each([
    ['half a body', '{'],
    ['nothing', ''],
    ['a list', '[]'],
    ['no items', '{"items":[]}'],
    ['a number of items', '{"items":7}'],
    ['items twice', '{"items":[],"items":[1]}'],
    ['endless nesting', `{"items":${'['.repeat(100_000)}`],
  ])('refuses %s as a whole', async (_, body) => {
    const response = await push(body);
    expect(response.status).toBe(400);
    expect(response.body.error.name).toBe('InputError');
  });

  it('refuses more than 1000 items, and bodies over the limit before they are read whole', async () => {
    const many = await push(Array.from({ length: 1001 }, () => 1));
    expect(many.status).toBe(400);
    const large = await push(`{"items":["${'x'.repeat(25 * 1024 * 1024)}"]}`);
    expect(large.status).toBe(413);
    expect(large.body.error.message).toBeTruthy();
  });

  it('refuses a body that inflates beyond the limit', async () => {
    const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024, '['));
    expect(bomb.length).toBeLessThan(100_000);
    const response = await portal
      .post('/v1/evidence')
      .set('content-type', 'application/json')
      .set('content-encoding', 'gzip')
      .serialize(body => body)
      .send(bomb);
    expect(response.status).toBe(413);
  });

  it('records what a person sends as manual, under the name of the person', async () => {
    const response = await push([anItem({ source: 'restic' })], ada);
    expect(response.status).toBe(200);
    const { body } = await portal.get(`/v1/evidence/${response.body.ids[0]}`);
    expect(body).toMatchObject({
      source: 'manual',
      submittedBy: 'user:default/ada',
    });
  });

  it('takes A, B and A again as two revisions and a duplicate', async () => {
    const a = anItem();
    const b = {
      ...a,
      observedAt: '2026-01-02T00:00:00Z',
      payload: { coverage: 0.5 },
    };
    await push([a]);
    await push([b]);
    expect((await push([a])).body).toMatchObject({ duplicates: 1 });
  });
});

describe('POST /v1/imports', () => {
  const restore = JSON.stringify({
    missing: [],
    restored: 3,
    timestamp: '2026-01-01T00:00:00Z',
  });
  const send = (path: string, body: Buffer | string, headers?: string) =>
    portal
      .post(`/v1/imports/${path}`, headers)
      .set('content-type', 'application/octet-stream')
      .serialize(content => content)
      .send(body as string);

  it('detects a format, in gzip too', async () => {
    const plain = await send(`auto?entityRef=${checkout}&dataset=db`, restore);
    expect(plain.body).toMatchObject({
      format: 'native-restore',
      accepted: 1,
      warnings: [expect.stringContaining('L2')],
    });
    const zipped = await send(
      `native-restore?entityRef=${checkout}&dataset=db`,
      gzipSync(restore),
    );
    expect(zipped.body).toMatchObject({ accepted: 0, duplicates: 1 });
  });

  it.each([
    [
      'another tool',
      'native-restore',
      '{"error":"denied"}',
      422,
      'an error body',
    ],
    ['what nobody knows', 'auto', 'hello', 422, 'begins with'],
    ['an empty file', 'auto', '', 422, 'empty'],
    ['binary', 'auto', Buffer.from([0, 1, 2, 255]), 422, 'binary'],
    ['an unknown format', 'nonsense', restore, 404, 'no format nonsense'],
    ['a broken gzip', 'auto', gzipSync(restore).subarray(0, 20), 400, 'gzip'],
    [
      'a gzip bomb',
      'auto',
      gzipSync(Buffer.alloc(64 * 1024 * 1024)),
      413,
      'bytes',
    ],
  ])('says what is wrong with %s', async (_, format, body, status, message) => {
    const response = await send(`${format}?entityRef=${checkout}`, body);
    expect(response.status).toBe(status);
    expect(response.body.error.message).toContain(message);
  });

  it('takes the exit code of the tool, where its output does not say', async () => {
    const snapshot = (id: string) =>
      JSON.stringify({
        message_type: 'summary',
        total_files_processed: 3,
        total_bytes_processed: 12,
        total_duration: 1,
        snapshot_id: id.repeat(64),
      });
    const outcome = async (id: string, code: string) => {
      const { body } = await send(
        `restic?entityRef=${checkout}&dataset=files&observedAt=2026-01-01T00:00:00Z${code}`,
        snapshot(id),
      );
      const stored = await portal.get(`/v1/evidence/${body.ids[0]}`);
      return stored.body.payload.outcome;
    };
    expect(await outcome('a', '&exitCode=0')).toBe('success');
    expect(await outcome('b', '&exitCode=3')).toBe('partial');
    expect(await outcome('c', '&exitCode=1')).toBe('failed');
    for (const wrong of ['', 'x', '256', '-1', '1.5', '1e2']) {
      const response = await send(
        `restic?entityRef=${checkout}&exitCode=${wrong}`,
        snapshot('d'),
      );
      expect([wrong, response.status]).toEqual([wrong, 400]);
    }
  });

  it('does not tell an invisible entity from one that is not there', async () => {
    const none = await send('auto?entityRef=component:default/none', restore);
    expect(none.status).toBe(404);
    expect((await send('auto?entityRef=checkout', restore)).status).toBe(400);
  });
});

describe('credentials', () => {
  it('are asked for everywhere', async () => {
    for (const path of ['/openapi.json', '/v1/kinds', '/v1/nothing']) {
      const response = await supertest(portal.server)
        .get(`/api/operations${path}`)
        .set('authorization', 'Basic eDp5');
      expect([path, response.status]).toEqual([path, 401]);
    }
    const cookie = await supertest(portal.server)
      .post('/api/operations/v1/evidence')
      .set('cookie', `backstage-auth=${ada.split(' ')[1]}`)
      .send({ items: [anItem()] });
    expect(cookie.status).toBe(401);
  });

  it('of services count only as far as their restrictions and grant name it', async () => {
    const token = (subject: string, permissionNames?: string[]) =>
      serviceHeader(subject, permissionNames && { permissionNames });
    const refused = [
      token('external:ci'),
      token('external:other', ['operations.evidence.create']),
      token('external:ci', ['catalog.entity.read']),
      token('plugin:catalog'),
    ];
    for (const headers of refused) {
      expect((await push([anItem()], headers)).status).toBe(403);
    }
    const evidence = `/v1/entities/component/default/checkout/evidence`;
    const writer = token('external:ci', ['operations.evidence.create']);
    expect((await portal.get(evidence, writer)).status).toBe(404);
    expect((await portal.get(evidence, ci)).status).toBe(200);
    const secret = '/v1/entities/component/other/secret/evidence';
    expect((await portal.get(secret, ci)).status).toBe(404);
    expect((await portal.get('/v1/reviews', ci)).status).toBe(403);
  });
});
