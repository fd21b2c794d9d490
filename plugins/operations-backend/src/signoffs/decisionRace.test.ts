import { aProfile } from '../__testUtils__/aProfile';
import {
  as,
  DecisionHarness,
  decisionHarness,
} from '../__testUtils__/decisionHarness';
import { testEngines } from '../__testUtils__/testEngines';

jest.setTimeout(900_000);

/** Rounds of each race; hundreds where somebody wants to be sure. */
const ROUNDS = Number(process.env.OPERATIONS_RACE_ROUNDS ?? 12);

const checkout = 'component:default/checkout';
const sre = 'group:default/sre';
const good = { schedule: 'primary', rotationSize: 4, hasBackup: true };
const bad = { ...good, rotationSize: 1 };

const scorecard = `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: ready, title: Ready }
spec:
  owner: sre-lead
  criteria:
    - id: on-call
      title: Somebody is on call
      rules: [{ fact: oncall.covered, op: '==', value: true }]
      signoffs:
        - { id: a, verb: owns, role: sre-lead }
        - { id: b, verb: validates, role: sre-lead }
        - { id: c, verb: reviews, role: sre-lead }
`;

const [, postgres] = testEngines();
const suite = postgres.available ? describe : describe.skip;

suite('Sign-offs by several replicas on PostgreSQL', () => {
  let replicas: DecisionHarness[];
  const people = new Map<string, string[]>(
    Array.from({ length: 8 }, (_, n) => [`user:default/p${n}`, [sre]]),
  );

  beforeAll(async () => {
    const db = await postgres.init();
    replicas = [];
    for (let n = 0; n < 4; n++) {
      replicas.push(await decisionHarness(db, { people }));
    }
    const [first] = replicas;
    await first.entity(aProfile(checkout));
    await first.file('r.yaml', scorecard);
    for (const replica of replicas) await replica.scorecards.refresh();
    await first.drain();
  });

  /** Starts a round over fresh evidence and no signatures. */
  async function fresh(round: number): Promise<string> {
    for (const replica of replicas) replica.advance(60_000);
    const [app] = replicas;
    await app.db('ops_signoff').delete();
    await app.db('ops_seat').delete();
    await app.push(
      app.says(
        checkout,
        'on-call',
        { ...good, schedule: `round-${round}` },
        { externalId: 'one' },
      ),
    );
    return app.shown(checkout, 'ready', 'on-call');
  }

  const outcomes = async (work: Promise<unknown>[]) =>
    (await Promise.allSettled(work)).map(result =>
      result.status === 'fulfilled' ? 'done' : (result.reason as Error).name,
    );

  it('gives one slot to one of fifty who approve at once', async () => {
    const expectedSubjectDigest = await fresh(0);
    const names = await outcomes(
      Array.from({ length: 50 }, (_, n) =>
        replicas[n % 4].decide(`p${n % 8}`, {
          slot: 'a',
          expectedSubjectDigest,
        }),
      ),
    );
    expect(names.filter(name => name === 'done')).toHaveLength(1);
    expect(new Set(names)).toEqual(new Set(['done', 'ConflictError']));
    expect(await replicas[0].db('ops_signoff')).toHaveLength(1);
    const types = await replicas[0].logged();
    expect(types.filter(type => type === 'signoff.decided')).toHaveLength(1);
  });

  it('never seats one person twice, and never lets a signature count over superseded evidence', async () => {
    for (let round = 1; round <= ROUNDS; round++) {
      const expectedSubjectDigest = await fresh(round);
      const racing = replicas;
      const approve = (n: number, person: number, slot: string) =>
        racing[n % 4].decide(`p${person}`, { slot, expectedSubjectDigest });
      const change = replicas[round % 4];
      change.advance(1_000);
      const names = await outcomes([
        approve(0, 0, 'a'),
        approve(1, 0, 'b'),
        approve(2, 0, 'c'),
        approve(3, 1, 'a'),
        approve(0, 1, 'b'),
        approve(1, 2, 'c'),
        approve(2, 3, 'c'),
        change.push(
          change.says(checkout, 'on-call', bad, { externalId: 'one' }),
        ),
      ]);
      expect(names.at(-1)).toBe('done');
      expect(
        names.filter(
          name => !['done', 'ConflictError', 'NotAllowedError'].includes(name),
        ),
      ).toEqual([]);

      const [app] = replicas;
      const seats = await app.db('ops_seat').pluck('person');
      expect(new Set(seats).size).toBe(seats.length);
      const result = await app.read(checkout, 'ready');
      expect(result.criteria[0].verdict).toBe('fail');
      for (const slot of result.criteria[0].signoffs) {
        expect(slot.state).not.toBe('approved');
      }
      expect(result.gate.state).not.toBe('approved');
    }
  });

  it('ends an approval beside its revocation in one of two orders, never in both', async () => {
    for (let round = 10_000; round < 10_000 + ROUNDS; round++) {
      const expectedSubjectDigest = await fresh(round);
      const { decision } = await replicas[0].decide('p0', {
        slot: 'a',
        expectedSubjectDigest,
      });
      await outcomes([
        replicas[1].revocations.revoke(as('p0'), decision.id, 'x'),
        replicas[2].decide('p0', { slot: 'a', expectedSubjectDigest }),
        replicas[3].decide('p0', { slot: 'b', expectedSubjectDigest }),
        replicas[0].revocations.revoke(as('p0'), decision.id, 'y'),
      ]);
      const [app] = replicas;
      const events = await app
        .db('ops_signoff_event')
        .where({ signoff_id: decision.id });
      expect(events).toHaveLength(1);
      const result = await app.read(checkout, 'ready');
      const approved = result.criteria[0].signoffs.filter(
        ({ state }) => state === 'approved',
      );
      expect(approved.length).toBeLessThanOrEqual(1);
      const seats = await app.db('ops_seat').pluck('person');
      expect(seats.length).toBeLessThanOrEqual(1);
    }
  });

  it('evaluates each due entity in one replica only', async () => {
    const refs = Array.from(
      { length: 60 },
      (_, n) => `component:default/x${n}`,
    );
    const [app] = replicas;
    await app.entity(...refs.map(ref => aProfile(ref)));
    const before = await app
      .db('ops_history')
      .where('entity_ref', 'like', '%/x%');
    expect(before).toEqual([]);
    await Promise.all(replicas.map(replica => replica.drain()));
    const lines: string[] = await app
      .db('ops_history')
      .where('entity_ref', 'like', 'component:default/x%')
      .pluck('lines');
    expect(lines).toHaveLength(60);
    expect(lines.every(text => text.trim().split('\n').length === 1)).toBe(
      true,
    );
  });
});
