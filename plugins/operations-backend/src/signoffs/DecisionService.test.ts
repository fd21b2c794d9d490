import { SignoffState } from '@backstage-operations/plugin-operations-common';
import { aProfile } from '../__testUtils__/aProfile';
import {
  as,
  DecisionHarness,
  decisionHarness,
} from '../__testUtils__/decisionHarness';
import { describeEachEngine } from '../__testUtils__/testEngines';

jest.setTimeout(60_000);

const checkout = 'component:default/checkout';
const DAY = 24 * 60 * 60 * 1000;
const good = { schedule: 'primary', rotationSize: 4, hasBackup: true };

const scorecard = (options = '') => `
apiVersion: backstage-operations.io/v1
kind: Scorecard
metadata: { name: ready, title: Ready ${options} }
spec:
  owner: sre-lead
  criteria:
    - id: on-call
      title: Somebody is on call
      rules: [{ fact: oncall.covered, op: '==', value: true }]
      signoffs:
        - { id: own, verb: owns, role: sre-lead }
        - { id: check, verb: validates, role: security-lead, after: [own] }
  exit:
    ttl: P90D
    signoffs:
      - { id: lead, verb: approves, role: tech-lead }
      - { id: sponsor, verb: approves, role: executive-sponsor, after: ['*'] }
`;

const sre = 'group:default/sre';
const security = 'group:default/security';

describeEachEngine('DecisionService', engine => {
  let app: DecisionHarness;

  beforeEach(async () => {
    app = await decisionHarness(await engine.init(), {
      people: new Map([
        ['user:default/ada', [sre, 'group:default/shop']],
        ['user:default/bob', [sre, security]],
        ['user:default/eve', []],
        ['user:default/kim', ['group:default/sponsors']],
      ]),
    });
    await app.entity(aProfile(checkout, { owner: 'group:default/shop' }));
    await app.file('r.yaml', scorecard());
    await app.drain();
    await app.push(app.says(checkout, 'on-call', good));
    app.advance(1_000);
  });

  const slots = async (criterion = 'on-call') => {
    const result = await app.read(checkout, 'ready');
    const place =
      criterion === 'exit'
        ? result.exit
        : result.criteria.find(({ id }) => id === criterion);
    return Object.fromEntries(
      (place?.signoffs ?? []).map((slot: SignoffState) => [
        slot.id,
        [slot.state, ...(slot.staleReasons ?? [])].join(' '),
      ]),
    );
  };

  const refused = async (work: Promise<unknown>) => {
    const error = await work.then(
      () => ({ name: 'nothing', message: 'was refused' }),
      problem => problem as Error,
    );
    return `${error.name}: ${error.message}`;
  };

  it('opens the gate once everybody has signed, and logs every step', async () => {
    await app.decide('ada', { slot: 'own', comment: 'looks good' });
    await app.decide('bob', { slot: 'check' });
    await app.decide('ada', { slot: 'lead', criterion: 'exit' });
    const { gate, decision } = await app.decide('kim', {
      slot: 'sponsor',
      criterion: 'exit',
    });
    expect(gate.state).toBe('approved');
    expect(decision).toMatchObject({
      by: 'user:default/kim',
      role: 'executive-sponsor',
      entityUid: `uid-${checkout}`,
    });
    expect(await app.logged()).toEqual([
      'gate.changed',
      'signoff.decided',
      'signoff.decided',
      'signoff.decided',
      'signoff.decided',
      'gate.changed',
    ]);
    const bodies = await app.db('ops_log_event').pluck('body');
    expect(bodies.join()).not.toContain('looks good');
    expect(await app.db('ops_log_text').pluck('text')).toContain('looks good');
  });

  it('refuses over anything but what holds, and says what changed', async () => {
    const expectedSubjectDigest = await app.shown(checkout, 'ready', 'on-call');
    await app.push(app.says(checkout, 'on-call', { ...good, rotationSize: 1 }));
    app.advance(1_000);
    const request = { slot: 'own', expectedSubjectDigest };
    const error = await app.decide('ada', request).catch(problem => problem);
    expect(error).toMatchObject({
      name: 'ConflictError',
      subjectDigest: await app.shown(checkout, 'ready', 'on-call'),
      difference: {
        reasons: expect.arrayContaining(['evidence-changed']),
        before: { verdict: 'pass' },
        after: { verdict: 'fail' },
      },
    });
    expect(JSON.stringify(error)).not.toContain('slots');
    const made = 'f'.repeat(64);
    const lie = app.decide('ada', { ...request, expectedSubjectDigest: made });
    expect(await refused(lie)).toMatch(/^ConflictError/);
    expect(await slots()).toEqual({ own: 'open', check: 'waiting' });
  });

  it.each<[string, string, object, RegExp]>([
    ['a stranger', 'eve', { slot: 'own' }, /^NotAllowedError: .*sre-lead/],
    ['nobody in the catalog', 'zoe', { slot: 'own' }, /not in the catalog/],
    [
      'another role',
      'kim',
      { slot: 'own' },
      /^NotAllowedError: .*does not hold the role sre-lead/,
    ],
    [
      'not of the owning group',
      'bob',
      { slot: 'lead', criterion: 'exit' },
      /^NotAllowedError: .*tech-lead/,
    ],
    ['out of turn', 'bob', { slot: 'check' }, /^ConflictError: .*after own/],
    ['no such slot', 'ada', { slot: 'none' }, /^NotFoundError/],
    [
      'no such criterion',
      'ada',
      { slot: 'own', criterion: 'none', expectedSubjectDigest: 'x' },
      /^NotFoundError/,
    ],
    [
      'no such scorecard',
      'ada',
      { slot: 'own', scorecard: 'none', expectedSubjectDigest: 'x' },
      /^NotFoundError/,
    ],
    [
      'a delegation that nobody made',
      'eve',
      { slot: 'own', onBehalfOf: 'user:default/ada' },
      /^NotAllowedError: .*has not delegated/,
    ],
  ])('refuses %s', async (_, person, request, expected) => {
    const work = app.decide(person, request as { slot: string });
    expect(await refused(work)).toMatch(expected);
    expect(await app.db('ops_signoff')).toEqual([]);
  });

  it('does not let one person sign twice, whatever the role', async () => {
    await app.decide('bob', { slot: 'own' });
    expect(await refused(app.decide('bob', { slot: 'check' }))).toMatch(
      /^NotAllowedError: onePersonOneSlot/,
    );
  });

  it('does not let whoever sent the record sign what rests on it', async () => {
    await app.push(
      app.says(
        checkout,
        'on-call',
        { ...good, rotationSize: 3 },
        { source: 'manual', submittedBy: 'user:default/ada' },
      ),
    );
    app.advance(1_000);
    expect(await refused(app.decide('ada', { slot: 'own' }))).toMatch(
      /^NotAllowedError: notEvidenceSubmitter/,
    );
    await app.decide('bob', { slot: 'own' });
    const exit = { slot: 'lead', criterion: 'exit' };
    expect(await refused(app.decide('ada', exit))).toMatch(
      /notEvidenceSubmitter/,
    );
  });

  it('does not let the last editor of the rules sign under them', async () => {
    await app.file(
      'r.yaml',
      scorecard().replace(
        'title: Ready  }',
        'title: Ready, lastEditedBy: user:default/Ada }',
      ),
    );
    expect(await refused(app.decide('ada', { slot: 'own' }))).toMatch(
      /^NotAllowedError: notPolicyEditor/,
    );
  });

  it('lets nobody sign once the rules no longer say who changed them', async () => {
    const named = scorecard().replace(
      'title: Ready  }',
      'title: Ready, lastEditedBy: user:default/Ada }',
    );
    await app.file('r.yaml', named);
    await app.file('r.yaml', scorecard().replace('Ready', 'Ready again'));
    expect(await refused(app.decide('bob', { slot: 'own' }))).toMatch(
      /^NotAllowedError: notPolicyEditor/,
    );
    await app.file('r.yaml', named);
    expect((await app.decide('bob', { slot: 'own' })).decision.by).toBe(
      'user:default/bob',
    );
  });

  it('asks the catalog at the moment of the decision', async () => {
    app.people.set('user:default/ada', []);
    expect(await refused(app.decide('ada', { slot: 'own' }))).toMatch(
      /^NotAllowedError/,
    );
  });

  it('keeps a veto until its author, or the owning role, takes it back', async () => {
    const rejected = await app.decide('ada', {
      slot: 'own',
      decision: 'reject',
    });
    expect(rejected.gate.state).toBe('blocked');
    app.advance(1_000);
    expect(await refused(app.decide('bob', { slot: 'own' }))).toMatch(
      /^NotAllowedError: own was rejected by user:default\/ada/,
    );
    const { id } = rejected.decision;
    const revoke = (name: string, reason = 'done') =>
      app.revocations.revoke(as(name), id, reason);
    expect(await refused(revoke('eve'))).toMatch(/^NotAllowedError/);
    const cleared = await revoke('bob', 'agreed with ada');
    expect(cleared.decision.cleared).toMatchObject({ by: 'user:default/bob' });
    expect(cleared.decision.revoked).toBeUndefined();
    expect(await refused(revoke('ada'))).toMatch(/^ConflictError/);
    expect(await slots()).toEqual({ own: 'open', check: 'waiting' });
    await app.decide('bob', { slot: 'own' });
    expect(await slots()).toMatchObject({ own: 'approved' });
  });

  it('lets whoever rejected approve in the same slot', async () => {
    await app.decide('ada', { slot: 'own', decision: 'reject' });
    app.advance(1_000);
    await app.decide('ada', { slot: 'own' });
    expect(await slots()).toEqual({ own: 'approved', check: 'open' });
  });

  it('takes back without deleting', async () => {
    const { decision } = await app.decide('ada', { slot: 'own' });
    app.advance(1_000);
    const answer = await app.revocations.revoke(
      as('ada'),
      decision.id,
      'too early',
    );
    expect(answer.decision.revoked?.reason).toBe('too early');
    expect(await slots()).toMatchObject({ own: 'stale revoked' });
    expect(await app.db('ops_signoff')).toHaveLength(1);
    app.advance(1_000);
    await app.decide('bob', { slot: 'own' });
    expect(await slots()).toEqual({ own: 'approved', check: 'open' });
  });

  it('does not tell whose decision an id is of', async () => {
    const { decision } = await app.decide('ada', { slot: 'own' });
    app.hidden.add(checkout);
    const revoke = (id: string) =>
      refused(app.revocations.revoke(as('ada'), id, 'x'));
    expect(await revoke(decision.id)).toBe(
      `NotFoundError: There is no decision ${decision.id}`,
    );
    expect(await revoke('nothing')).toBe(
      'NotFoundError: There is no decision nothing',
    );
  });

  it('stops counting what was signed when it no longer holds, each time with the reason', async () => {
    await app.decide('ada', { slot: 'own' });
    app.advance(1_000);
    await app.push(app.says(checkout, 'on-call', good));
    expect(await slots()).toMatchObject({ own: 'approved' });
    await app.push(app.says(checkout, 'on-call', { ...good, rotationSize: 1 }));
    expect((await slots()).own).toMatch(/^stale evidence/);

    app.advance(1_000);
    await app.decide('ada', { slot: 'own' });
    await app.file('r.yaml', scorecard('again'));
    expect((await slots()).own).toBe('stale policy-changed');

    app.advance(1_000);
    await app.decide('ada', { slot: 'own' });
    await app.entity(aProfile(checkout, { owner: 'group:default/pay' }));
    await app.drain();
    expect((await slots()).own).toBe('stale owner-changed');

    app.advance(1_000);
    await app.decide('ada', { slot: 'own' });
    app.advance(90 * DAY);
    expect((await slots()).own).toContain('approval-expired');
  });

  it('does not let a new entity of the same name inherit signatures', async () => {
    await app.decide('ada', { slot: 'own' });
    app.advance(1_000);
    await app.entity(aProfile(checkout, { uid: 'another' }));
    await app.drain();
    expect(await slots()).toEqual({ own: 'open', check: 'waiting' });
  });

  it('lets a delegate sign in the name of another, and counts both as one', async () => {
    const day = (days: number) =>
      new Date(app.clock() + days * DAY).toISOString();
    await app.delegationService.create(as('ada'), {
      to: 'user:default/eve',
      roles: ['sre-lead'],
      endsAt: day(3),
      reason: 'holiday',
    });
    const onBehalfOf = 'user:default/ada';
    const { decision } = await app.decide('eve', { slot: 'own', onBehalfOf });
    expect(decision).toMatchObject({ by: 'user:default/eve', onBehalfOf });
    expect(await slots()).toMatchObject({ own: 'approved' });

    app.people.set('user:default/ada', [sre, security]);
    expect(await refused(app.decide('ada', { slot: 'check' }))).toMatch(
      /onePersonOneSlot/,
    );
    const lead = { slot: 'lead', criterion: 'exit', onBehalfOf };
    expect(await refused(app.decide('eve', lead))).toMatch(
      /has not delegated the role tech-lead/,
    );
    app.advance(3 * DAY);
    expect(
      await refused(app.decide('eve', { slot: 'own', onBehalfOf })),
    ).toMatch(/has not delegated/);
  });

  it('lets nobody but its author lift a rejection by deciding, no delegate either', async () => {
    await app.delegationService.create(as('ada'), {
      to: 'user:default/eve',
      roles: ['sre-lead'],
      endsAt: new Date(app.clock() + DAY).toISOString(),
      reason: 'holiday',
    });
    await app.decide('ada', { slot: 'own', decision: 'reject' });
    app.advance(1_000);
    const lent = { slot: 'own', onBehalfOf: 'user:default/ada' };
    for (const [who, request] of [
      ['eve', lent],
      ['bob', { slot: 'own' }],
    ] as const) {
      expect(await refused(app.decide(who, request))).toMatch(
        /rejected by user:default\/ada, who has to take that back first/,
      );
      const { decision } = await app.decide(who, {
        ...request,
        decision: 'reject',
      });
      app.advance(1_000);
      await app.revocations.revoke(as(who), decision.id, 'mistake');
      expect((await slots()).own).toBe('rejected');
    }
    await app.decide('ada', { slot: 'own' });
    expect((await slots()).own).toBe('approved');
  });

  it('does not let what was borrowed be lent on', async () => {
    const endsAt = new Date(app.clock() + DAY).toISOString();
    const lend = (from: string, to: string) =>
      app.delegationService.create(as(from), {
        to: `user:default/${to}`,
        roles: [],
        endsAt,
        reason: 'x',
      });
    await lend('ada', 'eve');
    await lend('eve', 'kim');
    const onBehalfOf = 'user:default/eve';
    expect(
      await refused(app.decide('kim', { slot: 'own', onBehalfOf })),
    ).toMatch(/user:default\/eve does not hold the role sre-lead/);
    expect(await refused(lend('ada', 'ada'))).toMatch(/^NotAllowedError/);
    expect(await refused(lend('ada', 'nobody'))).toMatch(/^InputError: to/);
    const long = app.delegationService.create(as('ada'), {
      to: 'user:default/eve',
      roles: [],
      endsAt: new Date(app.clock() + 31 * DAY).toISOString(),
      reason: 'x',
    });
    expect(await refused(long)).toMatch(/^InputError: endsAt: at most 30 days/);
  });

  it('answers a repeated request like the first, and refuses the key for another', async () => {
    const expectedSubjectDigest = await app.shown(checkout, 'ready', 'on-call');
    const request = { slot: 'own', expectedSubjectDigest };
    const first = await app.decide('ada', request, 'key-1');
    app.advance(1_000);
    expect(await app.decide('ada', request, 'key-1')).toEqual(first);
    expect(await app.db('ops_signoff')).toHaveLength(1);
    const other = { ...request, comment: 'other' };
    expect(await refused(app.decide('ada', other, 'key-1'))).toMatch(
      /^ConflictError: Idempotency-Key/,
    );
    expect(await refused(app.decide('ada', request, 'k'.repeat(300)))).toMatch(
      /^InputError: Idempotency-Key/,
    );
  });

  it('answers for past instants with the signatures of then', async () => {
    await app.decide('ada', { slot: 'own' });
    const at = app.clock();
    app.advance(1_000);
    app.people.set('user:default/ada', []);
    await app.evaluation.refresh(checkout, true);
    expect((await slots()).own).toBe('stale approver-ineligible');
    const then = await app.asOf.result(checkout, 'ready', at);
    expect(then.criteria[0].signoffs[0].state).toBe('approved');
    const before = await app.asOf.result(checkout, 'ready', at - 1);
    expect(before.criteria[0].signoffs[0].state).toBe('open');
  });

  it('tells whoever signed when the signature stops counting, once', async () => {
    await app.decide('ada', { slot: 'own' });
    app.advance(1_000);
    await app.push(app.says(checkout, 'on-call', { ...good, rotationSize: 1 }));
    await app.evaluation.refresh(checkout, true);
    const notices = (await app.db('ops_outbox').pluck('body')).map(body =>
      JSON.parse(body),
    );
    const stale = notices.filter(({ scope }) => scope.startsWith('signoff:'));
    expect(stale).toMatchObject([
      {
        recipients: ['user:default/ada'],
        title: 'Your sign-off on Somebody is on call no longer counts',
        link: '/operations/reviews',
      },
    ]);
  });
});
