import {
  createMockDirectory,
  mockCredentials,
} from '@backstage/backend-test-utils';
import {
  canonicalJson,
  CheckpointAnswer,
  DecisionAnswer,
  leafHash,
  LogEntry,
  LogPage,
  LogProof,
  parseCheckpoint,
  parseNote,
  parseVerifierKey,
  ScorecardResult,
  verifyInclusion,
} from '@backstage-operations/plugin-operations-common';
import { newPem } from './log/LogKey';
import { anEntity } from './__testUtils__/anEntity';
import { serviceHeader } from './__testUtils__/restrictedTokens';
import { ci, startOperations } from './__testUtils__/startOperations';

jest.setTimeout(60_000);

const checkout = 'component:default/checkout';
const path = '/v1/entities/component/default/checkout/scorecards/ready';
const DAY = 24 * 60 * 60 * 1000;

const rules = (title: string) => `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: ready, title: ${title} }
spec:
  owner: owner
  appliesTo: { kind: component }
  criteria:
    - id: tested
      title: Tests cover it
      rules: [{ fact: quality.coverage, op: '>=', value: 0.8 }]
      signoffs: [{ id: own, verb: owns, role: signer }]
  exit: { signoffs: [] }
`;
const directory = createMockDirectory({ content: { 'r.yaml': rules('One') } });

const person = (name: string, ...groups: string[]) =>
  anEntity(`user:default/${name}`, {
    relations: groups.map(group => ({
      type: 'memberOf',
      targetRef: `group:default/${group}`,
    })),
  });
const by = (name: string) =>
  mockCredentials.user.header(`user:default/${name}`);

let portal: Awaited<ReturnType<typeof startOperations>>;

beforeAll(async () => {
  portal = await startOperations({
    entities: [
      anEntity(checkout),
      person('signer', 'signers'),
      person('owner', 'owners'),
      person('engineer'),
    ],
    config: {
      operations: {
        log: { key: newPem(), origin: 'portal.example.com/log' },
        scorecards: [{ target: `${directory.path}/*.yaml` }],
        roles: {
          signer: { groups: ['group:default/signers'] },
          owner: { groups: ['group:default/owners'] },
        },
      },
    },
  });
});
afterAll(() => portal.stop());

async function newest(count: number): Promise<LogEntry[]> {
  const { status, body } = await portal.get(`/v1/log?limit=${count}`);
  expect(status).toBe(200);
  return (body as LogPage).items;
}

const coverage = (value: number, headers = ci) =>
  portal.post('/v1/evidence', headers).send({
    items: [
      {
        entityRef: checkout,
        kind: 'quality',
        source: 'ci',
        externalId: `${Math.random()}`,
        observedAt: new Date().toISOString(),
        payload: { coverage: value },
      },
    ],
  });

async function sign(decision: 'approve' | 'reject') {
  const result: ScorecardResult = (await portal.get(path)).body;
  const answer = await portal
    .post(`${path}/criteria/tested/signoffs`, by('signer'))
    .send({
      slot: 'own',
      decision,
      comment: 'a private remark',
      expectedSubjectDigest: result.criteria[0].subjectDigest,
    });
  expect(answer.status).toBe(201);
  return answer.body.decision.id as string;
}

const ask = async () => {
  const { body } = await portal
    .post(`${path}/criteria/tested/waivers`, by('engineer'))
    .send({
      reason: 'a private reason',
      compensatingControl: 'another',
      expiresAt: new Date(Date.now() + DAY).toISOString(),
    });
  return body.waiver.id as string;
};

const takeBack = async (name: string) => {
  const { body } = await portal.get(path);
  const { id } = body.criteria[0].signoffs[0].decision;
  return portal
    .post(`/v1/signoffs/${id}/revocation`, by(name))
    .send({ reason: 'r' });
};

const decide = (id: string, decision: string) =>
  portal
    .post(`/v1/waivers/${id}/decisions`, by('owner'))
    .send({ decision, comment: 'c' });

async function until(holds: () => Promise<boolean>) {
  while (!(await holds())) await new Promise(done => setTimeout(done, 100));
}

/** What each change does, and which events it leaves beside those of the gate, oldest first. */
const changes: [string, () => Promise<unknown>, string[]][] = [
  ['evidence of a machine', () => coverage(0.9), []],
  [
    'evidence of a person',
    () => coverage(0.9, by('engineer')),
    ['evidence.submitted'],
  ],
  ['an approval', () => sign('approve'), ['signoff.decided']],
  ['a revocation', () => takeBack('signer'), ['signoff.revoked']],
  ['a rejection', () => sign('reject'), ['signoff.decided']],
  [
    'a rejection that the owning role clears',
    async () => {
      const { body } = await takeBack('owner');
      expect(body.decision.cleared.by).toBe('user:default/owner');
    },
    ['signoff.cleared'],
  ],
  [
    'an exception that is denied',
    async () => {
      await coverage(0.5);
      await decide(await ask(), 'deny');
    },
    ['waiver.requested', 'waiver.denied'],
  ],
  [
    'an exception that is approved, gets worse and is revoked',
    async () => {
      await coverage(0.9);
      const id = await ask();
      await decide(id, 'approve');
      await coverage(0.1);
      await portal
        .post(`/v1/waivers/${id}/revocation`, by('owner'))
        .send({ reason: 'r' });
    },
    [
      'waiver.requested',
      'waiver.approved',
      'waiver.worsened',
      'waiver.revoked',
    ],
  ],
  [
    'a delegation and its end',
    async () => {
      const { body } = await portal.post('/v1/delegations', by('signer')).send({
        to: 'user:default/engineer',
        endsAt: new Date(Date.now() + DAY).toISOString(),
        reason: 'holiday',
      });
      await portal.delete(`/v1/delegations?id=${body.id}`, by('signer'));
    },
    ['delegation.created', 'delegation.ended'],
  ],
  [
    'a new version of a scorecard',
    async () => {
      const { body } = await portal.get('/v1/scorecards/ready');
      directory.addContent({ 'r.yaml': rules('Two') });
      await until(async () => {
        const now = await portal.get('/v1/scorecards/ready');
        return now.body.policyDigest !== body.policyDigest;
      });
    },
    ['scorecard.activated'],
  ],
];

describe('the log', () => {
  it.each(changes)(
    'has %s, as the exact text that is hashed',
    async (...row) => {
      const [, change, expected] = row;
      const before = (await portal.get(path)).body as ScorecardResult;
      const [last] = await newest(1);
      await change();
      const after = (await portal.get(path)).body as ScorecardResult;
      const all = await newest(20);
      const fresh = all
        .slice(0, last ? all.findIndex(({ leaf }) => leaf === last.leaf) : 20)
        .reverse();
      const gates = fresh.filter(({ type }) => type === 'gate.changed');
      expect(
        fresh.filter(one => !gates.includes(one)).map(({ type }) => type),
      ).toEqual(expected);
      const moves = gates.map(({ body }) => JSON.parse(body).data.to);
      expect(moves.at(-1) ?? before.gate.state).toBe(after.gate.state);
      for (const { body, leaf, type } of fresh) {
        expect(canonicalJson(JSON.parse(body))).toBe(body);
        expect(leafHash(body)).toBe(leaf);
        expect(JSON.parse(body).type).toBe(type);
        expect(body).not.toContain('private');
      }
    },
  );

  it('answers a decision with a receipt that proves it without the portal', async () => {
    await coverage(0.95);
    const result: ScorecardResult = (await portal.get(path)).body;
    const { body } = await portal
      .post(`${path}/criteria/tested/signoffs`, by('signer'))
      .send({
        slot: 'own',
        decision: 'approve',
        expectedSubjectDigest: result.criteria[0].subjectDigest,
      });
    const { receipt, decision } = body as DecisionAnswer;
    const { text, signatures } = parseNote(receipt?.checkpoint ?? '') ?? {};
    const signed = parseCheckpoint(text ?? '');
    const checkpoint: CheckpointAnswer = (
      await portal.get('/v1/log/checkpoint')
    ).body;
    const key = parseVerifierKey(checkpoint.publicKey);
    expect(signatures).toMatchObject([
      { name: 'portal.example.com/log', keyHash: key?.keyHash },
    ]);
    const claim = {
      index: receipt?.index ?? -1,
      leaf: receipt?.leaf ?? '',
      proof: receipt?.inclusionProof ?? [],
      size: signed?.size ?? 0,
      root: signed?.root ?? '',
    };
    expect(verifyInclusion(claim)).toBe(true);
    const { body: log } = await portal.get('/v1/log?type=signoff.decided');
    expect(log.items[0]).toMatchObject({
      index: receipt?.index,
      leaf: receipt?.leaf,
    });
    expect(JSON.parse(log.items[0].body).data.id).toBe(decision.id);

    const proof: LogProof = (
      await portal.get(`/v1/log/proof?index=${receipt?.index}`)
    ).body;
    const { root } = parseCheckpoint(
      parseNote(proof.checkpoint)?.text ?? '',
    ) ?? { root: '' };
    expect(verifyInclusion({ ...proof, root })).toBe(true);
    expect((await portal.get('/v1/log/proof?index=99999')).status).toBe(404);
    expect((await portal.get('/v1/log/checkpoint', ci)).status).toBe(403);
  });

  it('is read page by page and narrowed', async () => {
    const whole = (await portal.get('/v1/log?limit=500')).body as LogPage;
    expect(whole.totalItems).toBe(whole.items.length);
    const pages: LogEntry[] = [];
    let cursor = '';
    do {
      const { body } = await portal.get(`/v1/log?limit=3${cursor}`);
      expect(body.totalItems).toBe(whole.totalItems);
      pages.push(...body.items);
      cursor = body.nextCursor && `&cursor=${body.nextCursor}`;
    } while (cursor);
    expect(pages).toEqual(whole.items);

    const count = async (query: string) =>
      (await portal.get(`/v1/log?${query}`)).body.totalItems;
    expect(await count('type=signoff.decided')).toBe(3);
    expect(await count('type=signoff.decided,signoff.revoked')).toBe(4);
    expect(await count('actor=user:default/signer&type=delegation.ended')).toBe(
      1,
    );
    expect(await count(`entityRef=${checkout}&type=delegation.ended`)).toBe(0);
    expect(await count('to=2020-01-01T00:00:00Z')).toBe(0);
    expect(await count('from=2020-01-01T00:00:00Z')).toBe(whole.totalItems);
  });

  it('refuses edited cursors, endless pages, and services without a grant', async () => {
    for (const query of [
      'cursor=bm9uc2Vuc2U',
      'cursor=WzEsMl0',
      'limit=1000000000',
      'limit=0',
      'from=yesterday',
      'actor=%00',
      'entityRef=checkout',
    ]) {
      expect([query, (await portal.get(`/v1/log?${query}`)).status]).toEqual([
        query,
        400,
      ]);
    }
    expect((await portal.get('/v1/log', ci)).status).toBe(403);
    expect((await portal.get('/v1/log', '')).status).toBe(401);
    const auditor = serviceHeader('external:ci', {
      permissionNames: ['operations.audit.read'],
    });
    const { status, body } = await portal.get('/v1/log', auditor);
    expect(status).toBe(200);
    const about = (body as LogPage).items.map(({ entityRef }) => entityRef);
    expect(new Set(about)).toEqual(new Set([checkout]));
  });
});
