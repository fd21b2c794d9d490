import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import {
  DecisionRights,
  GateAnswer,
  ReviewItem,
  ScorecardResult,
} from '@backstage-operations/plugin-operations-common';
import { anEntity } from './__testUtils__/anEntity';
import { startOperations } from './__testUtils__/startOperations';

jest.setTimeout(60_000);

const checkout = 'component:default/checkout';
const path = '/v1/entities/component/default/checkout/scorecards/ready';
const DAY = 24 * 60 * 60 * 1000;

const directory = createMockDirectory({
  content: {
    'r.yaml': `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: ready, title: Ready }
spec:
  owner: sre-lead
  appliesTo: { kind: component }
  criteria:
    - id: on-call
      title: Somebody is on call
      rules: [{ fact: oncall.covered, op: '==', value: true }]
      signoffs: [{ id: own, verb: owns, role: sre-lead }]
    - id: tested
      title: Tests cover it
      waiverRole: security-lead
      rules: [{ fact: quality.coverage, op: '>=', value: 0.8 }]
  exit:
    signoffs: [{ id: lead, verb: approves, role: tech-lead }]
`,
  },
});

const person = (name: string, ...groups: string[]) =>
  anEntity(`user:default/${name}`, {
    relations: groups.map(group => ({
      type: 'memberOf',
      targetRef: `group:default/${group}`,
    })),
  });

let portal: Awaited<ReturnType<typeof startOperations>>;

beforeAll(async () => {
  portal = await startOperations({
    entities: [
      anEntity(checkout, {
        spec: { owner: 'group:default/shop' },
        relations: [{ type: 'ownedBy', targetRef: 'group:default/shop' }],
      }),
      ...['sre', 'everybody', 'shop', 'security'].map(name =>
        anEntity(`group:default/${name}`, {
          relations:
            name === 'sre'
              ? [{ type: 'childOf', targetRef: 'group:default/everybody' }]
              : [{ type: 'childOf', targetRef: `group:default/${name}` }],
        }),
      ),
      person('sre-lead', 'sre'),
      person('tech-lead', 'shop'),
      person('other-lead', 'shop'),
      person('security-lead', 'security'),
      person('engineer', 'everybody'),
    ],
    config: {
      operations: {
        scorecards: [{ target: `${directory.path}/*.yaml` }],
        roles: {
          'sre-lead': { groups: ['group:default/sre'] },
          'security-lead': { groups: ['group:default/security'] },
          'tech-lead': { ownerGroup: true },
        },
      },
    },
  });
  await push('on-call', {
    schedule: 'primary',
    rotationSize: 4,
    hasBackup: true,
  });
});
afterAll(() => portal.stop());

const by = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

function push(kind: string, payload: object) {
  return portal.post('/v1/evidence').send({
    items: [
      {
        entityRef: checkout,
        kind,
        source: 'ci',
        externalId: kind,
        observedAt: new Date().toISOString(),
        payload,
      },
    ],
  });
}

const result = async (): Promise<ScorecardResult> =>
  (await portal.get(path, by('engineer'))).body;

async function digestOf(criterion: string): Promise<string | undefined> {
  const { criteria, exit } = await result();
  return criterion === 'exit'
    ? exit.subjectDigest
    : criteria.find(({ id }) => id === criterion)?.subjectDigest;
}

const sign = async (
  headers: string,
  criterion: string,
  slot: string,
  fields: object = {},
) =>
  portal.post(`${path}/criteria/${criterion}/signoffs`, headers).send({
    slot,
    decision: 'approve',
    comment: 'checked',
    expectedSubjectDigest: await digestOf(criterion),
    ...fields,
  });

const inbox = async (name: string): Promise<ReviewItem[]> =>
  (await portal.get('/v1/reviews?scorecard=ready', by(name))).body.items;

describe('approvals over HTTP', () => {
  it('refuses a service, a stranger, a wrong digest and made-up fields', async () => {
    const service = await sign(
      mockCredentials.service.header(),
      'on-call',
      'own',
    );
    expect(service.status).toBe(403);
    const onBehalf = `Bearer ${mockCredentials.user.token(
      'user:default/sre-lead',
      { actor: { subject: 'plugin:agent' } },
    )}`;
    expect((await sign(onBehalf, 'on-call', 'own')).status).toBe(403);
    expect((await sign('', 'on-call', 'own')).status).toBe(401);
    const stranger = await sign(by('engineer'), 'on-call', 'own');
    expect(stranger.status).toBe(403);
    expect(stranger.body.error.message).toContain('sre-lead');

    const wrong = await sign(by('sre-lead'), 'on-call', 'own', {
      expectedSubjectDigest: 'f'.repeat(64),
    });
    expect(wrong.status).toBe(409);
    expect(wrong.body.error).toMatchObject({
      name: 'ConflictError',
      subjectDigest: await digestOf('on-call'),
    });
    for (const field of ['by', 'state', 'id', 'at', 'entityUid']) {
      const extra = await sign(by('sre-lead'), 'on-call', 'own', {
        [field]: 'x',
      });
      expect([field, extra.status]).toEqual([field, 400]);
    }
    const elsewhere = await portal
      .post(
        '/v1/entities/component/default/none/scorecards/ready/criteria/on-call/signoffs',
        by('sre-lead'),
      )
      .send({
        slot: 'own',
        decision: 'approve',
        expectedSubjectDigest: 'f'.repeat(64),
      });
    expect(elsewhere.status).toBe(404);
    for (const answer of [service, stranger, wrong, elsewhere]) {
      expect(JSON.stringify(answer.body)).not.toMatch(
        /at .*\.ts|select |\/src\//,
      );
    }
  });

  it('tells each person what they may decide, and why not, before they try', async () => {
    const rights = async (name: string): Promise<DecisionRights> =>
      (await portal.get(`${path}/rights`, by(name))).body;
    expect(await rights('sre-lead')).toEqual({
      entityRef: checkout,
      scorecard: 'ready',
      person: 'user:default/sre-lead',
      slots: [
        { criterion: 'on-call', slot: 'own', held: true },
        {
          criterion: 'exit',
          slot: 'lead',
          held: false,
          forbidden: 'user:default/sre-lead does not hold the role tech-lead',
        },
      ],
      waiverRoles: ['sre-lead'],
      clearsOthers: true,
    });
    const stranger = await rights('engineer');
    expect(stranger.slots.map(({ held }) => held)).toEqual([false, false]);
    expect(stranger).toMatchObject({ waiverRoles: [], clearsOthers: false });

    const missing = `${path.replace('checkout', 'none')}/rights`;
    expect((await portal.get(missing, by('sre-lead'))).status).toBe(404);
    const service = mockCredentials.service.header();
    expect((await portal.get(`${path}/rights`, service)).status).toBe(403);
  });

  it('says what changed since the page was opened', async () => {
    const expectedSubjectDigest = await digestOf('on-call');
    const before = { schedule: 'primary', hasBackup: true };
    await push('on-call', { ...before, rotationSize: 1 });
    const stale = await sign(by('sre-lead'), 'on-call', 'own', {
      expectedSubjectDigest,
    });
    expect(stale.status).toBe(409);
    expect(stale.body.error.difference).toMatchObject({
      reasons: expect.arrayContaining(['evidence-changed']),
      before: { verdict: 'pass' },
      after: { verdict: 'fail' },
    });
    await push('on-call', { ...before, rotationSize: 4 });
  });

  it('asks for an exception, decides it by another person, and shows it', async () => {
    const ask = (expiresAt: number, headers = by('engineer')) =>
      portal.post(`${path}/criteria/tested/waivers`, headers).send({
        reason: 'rewritten next month',
        compensatingControl: 'manual test before each release',
        ticket: 'OPS-1',
        expiresAt: new Date(expiresAt).toISOString(),
      });
    expect((await ask(Date.now() + 91 * DAY)).status).toBe(400);
    expect((await ask(Date.now() - DAY)).status).toBe(400);
    const asked = await ask(Date.now() + 30 * DAY, by('security-lead'));
    expect(asked.status).toBe(201);
    const { id } = asked.body.waiver;
    const decide = (name: string, decision = 'approve') =>
      portal
        .post(`/v1/waivers/${id}/decisions`, by(name))
        .send({ decision, comment: '' });
    const own = await decide('security-lead');
    expect([own.status, own.body.error.message]).toEqual([
      403,
      expect.stringContaining('notRequester'),
    ]);
    expect((await decide('engineer')).status).toBe(403);
    expect((await inbox('security-lead')).map(({ type }) => type)).toEqual([]);

    const other = await ask(Date.now() + 30 * DAY);
    const [item] = await inbox('security-lead');
    expect(item).toMatchObject({
      type: 'waiver',
      id: other.body.waiver.id,
      criterion: 'tested',
      verdict: 'unknown',
      waiver: { reason: 'rewritten next month' },
    });
    const approved = await portal
      .post(`/v1/waivers/${item.id}/decisions`, by('security-lead'))
      .send({ decision: 'approve' });
    expect(approved.body.waiver).toMatchObject({
      state: 'approved',
      decidedBy: 'user:default/security-lead',
    });
    const { criteria, gate } = await result();
    expect(criteria[1]).toMatchObject({
      verdict: 'waived',
      underlying: 'unknown',
    });
    expect(gate).toMatchObject({ waived: 1, waivedShare: 0.5 });
  });

  it('sends an exception back once the excused thing got worse', async () => {
    await push('quality', { coverage: 0.1 });
    const { criteria } = await result();
    expect(criteria[1].verdict).toBe('fail');
    expect(criteria[1].waiver?.state).toBe('pending');
    await push('quality', { coverage: 0.79 });
    expect((await result()).criteria[1].verdict).toBe('fail');
    const items = await inbox('security-lead');
    const waiting = items.filter(({ waiver }) => waiver?.state === 'pending');
    const { id } = waiting.find(
      ({ waiver }) => waiver?.requestedBy === 'user:default/engineer',
    ) as ReviewItem;
    const decided = await portal
      .post(`/v1/waivers/${id}/decisions`, by('security-lead'))
      .send({ decision: 'approve' });
    expect(decided.status).toBe(201);
    expect((await result()).criteria[1].verdict).toBe('waived');
    const revoked = await portal
      .post(`/v1/waivers/${id}/revocation`, by('engineer'))
      .send({ reason: 'not needed' });
    expect(revoked.body.waiver.state).toBe('revoked');
    await push('quality', { coverage: 0.9 });
  });

  it('reads the inbox on without a gap while items of it are decided', async () => {
    const asked: string[] = [];
    for (const days of [1, 2, 3]) {
      const { body } = await portal
        .post(`${path}/criteria/tested/waivers`, by('engineer'))
        .send({
          reason: 'rewritten',
          compensatingControl: 'by hand',
          expiresAt: new Date(Date.now() + days * DAY).toISOString(),
        });
      asked.push(body.waiver.id);
    }
    const read: string[] = [];
    let on = '';
    do {
      const { body } = await portal.get(
        `/v1/reviews?state=waiver&limit=1${on}`,
        by('security-lead'),
      );
      for (const { id } of body.items) {
        read.push(id);
        await portal
          .post(`/v1/waivers/${id}/decisions`, by('security-lead'))
          .send({ decision: 'deny' });
      }
      on = body.nextCursor && `&cursor=${body.nextCursor}`;
    } while (on);
    expect(read).toEqual(expect.arrayContaining(asked));
    expect(new Set(read).size).toBe(read.length);
  });

  it('brings each person what waits for them, and lets them sign it in one go', async () => {
    const [item, ...rest] = await inbox('sre-lead');
    expect(rest).toEqual([]);
    expect(item).toMatchObject({
      type: 'signoff',
      criterion: 'on-call',
      slot: 'own',
      role: 'sre-lead',
      verdict: 'pass',
      subjectDigest: await digestOf('on-call'),
    });
    expect(await inbox('engineer')).toEqual([]);
    expect(
      (await portal.get('/v1/reviews', mockCredentials.service.header()))
        .status,
    ).toBe(403);

    const batch = await portal.post('/v1/reviews/batch', by('sre-lead')).send({
      comment: 'all good',
      decision: 'approve',
      items: [
        {
          entityRef: checkout,
          scorecard: 'ready',
          criterion: 'on-call',
          slot: 'own',
          expectedSubjectDigest: item.subjectDigest,
        },
        {
          entityRef: checkout,
          scorecard: 'ready',
          criterion: 'exit',
          slot: 'lead',
          expectedSubjectDigest: 'f'.repeat(64),
        },
      ],
    });
    expect(batch.status).toBe(200);
    expect(batch.body.results).toMatchObject([
      { index: 0, decision: { by: 'user:default/sre-lead' } },
      { index: 1, error: { name: 'NotAllowedError' } },
    ]);
    expect(await inbox('sre-lead')).toEqual([]);
  });

  it('opens the gate, and closes it again with the reason', async () => {
    const gate = async (): Promise<GateAnswer> =>
      (await portal.get(`${path}/gate`, by('engineer'))).body;
    expect((await gate()).state).toBe('awaiting-signoff');
    expect((await inbox('tech-lead')).map(({ slot }) => slot)).toEqual([
      'lead',
    ]);
    const signed = await sign(by('tech-lead'), 'exit', 'lead');
    expect(signed.status).toBe(201);
    expect(signed.body).toMatchObject({
      gate: { state: 'approved' },
      decision: { criterion: 'exit', comment: 'checked' },
    });
    await push('on-call', {
      schedule: 'primary',
      rotationSize: 1,
      hasBackup: false,
    });
    expect(await gate()).toMatchObject({
      state: 'reopened',
      approvedAt: expect.any(String),
      reasons: expect.arrayContaining([
        expect.stringContaining('Somebody is on call'),
      ]),
    });
    // The exit waits for its criteria again; only who signed it hears of that.
    expect(await inbox('other-lead')).toEqual([]);
    expect((await inbox('tech-lead')).map(({ type }) => type)).toEqual([
      'stale-signoff',
    ]);
    const [stale] = await inbox('sre-lead');
    expect(stale).toMatchObject({
      type: 'stale-signoff',
      difference: { reasons: expect.arrayContaining(['evidence-changed']) },
    });
  });

  it('lends roles, and ends that again', async () => {
    const lend = (fields: object) =>
      portal.post('/v1/delegations', by('sre-lead')).send({
        to: 'user:default/engineer',
        roles: ['sre-lead'],
        endsAt: new Date(Date.now() + 2 * DAY).toISOString(),
        reason: 'holiday',
        ...fields,
      });
    expect((await lend({ roles: ['nonsense'] })).status).toBe(400);
    expect((await lend({ to: 'group:default/sre' })).status).toBe(400);
    const { status, body } = await lend({});
    expect([status, body.state]).toEqual([201, 'active']);
    const listed = await portal.get('/v1/delegations', by('engineer'));
    expect(listed.body).toMatchObject({
      totalItems: 1,
      items: [{ from: 'user:default/sre-lead' }],
    });
    await push('on-call', {
      schedule: 'another',
      rotationSize: 4,
      hasBackup: true,
    });
    const borrowed = await inbox('engineer');
    expect(borrowed).toMatchObject([
      { slot: 'own', onBehalfOf: 'user:default/sre-lead' },
    ]);
    const end = (name: string) =>
      portal.delete(`/v1/delegations?id=${body.id}`, by(name));
    expect((await end('tech-lead')).status).toBe(404);
    expect((await end('sre-lead')).body.state).toBe('revoked');
    expect((await end('sre-lead')).status).toBe(409);
    expect(await inbox('engineer')).toEqual([]);
  });
});
