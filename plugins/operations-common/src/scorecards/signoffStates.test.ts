import { EvidenceRef } from '../evidence/Evidence';
import { profileOf, subjectOf } from '../facts/testing/builders';
import { toIso } from '../time';
import { EvaluationInput } from './EvaluationInput';
import { evaluateScorecard } from './evaluateScorecard';
import { ScorecardResult, SignoffDecision, StaleReason } from './Result';
import { Criterion } from './Scorecard';
import {
  criterionOf,
  days,
  decisionOn,
  exitOf,
  factOf,
  inputOf,
  now,
  refOf,
  scorecardOf,
  waiverOf,
} from './__testUtils__/builders';

const slots: Criterion['signoffs'] = [
  { id: 'own', verb: 'owns', role: 'sre-lead' },
  { id: 'check', verb: 'validates', role: 'tech-lead', after: ['own'] },
];
const card = scorecardOf([criterionOf({ signoffs: slots })]);

interface World {
  value?: number | null;
  evidence?: EvidenceRef[];
  card?: EvaluationInput['scorecard'];
  rest?: Partial<EvaluationInput>;
}

function evaluate(
  decisions: readonly SignoffDecision[] = [],
  world: World = {},
): ScorecardResult {
  const { value = 1, evidence = [refOf()], card: used = card, rest } = world;
  const fact = factOf('a', 'count', { value, reason: 'r', evidence });
  return evaluateScorecard(inputOf(used, [fact], { decisions, ...rest }));
}

const states = (result: ScorecardResult) =>
  result.criteria[0].signoffs.map(one => one.state);

const reasons = (result: ScorecardResult, slot = 0) =>
  result.criteria[0].signoffs[slot].staleReasons;

const approve = (
  slot: string,
  rest: Partial<SignoffDecision> = {},
  world: World = {},
) => decisionOn(evaluate([], world), 'one', slot, rest);

describe('sign-offs', () => {
  it('open in order', () => {
    expect(states(evaluate())).toEqual(['open', 'waiting']);
    const own = approve('own');
    expect(states(evaluate([own]))).toEqual(['approved', 'open']);
    const check = approve('check', { at: toIso(now + 1) });
    expect(states(evaluate([check, own]))).toEqual(['approved', 'approved']);
  });

  it('do not count before the one they come after', () => {
    const own = approve('own', { at: toIso(now + 1) });
    const early = approve('check', { at: toIso(now) });
    expect(states(evaluate([own, early]))).toEqual(['approved', 'stale']);
    expect(reasons(evaluate([own, early]), 1)).toEqual(['order-changed']);
    expect(evaluate([early]).criteria[0].signoffs[1]).toMatchObject({
      state: 'stale',
      waitingFor: ['own'],
    });
  });

  it('outlive evidence that says the same', () => {
    const own = approve('own');
    const again = [refOf({ id: 'e2', observedAt: toIso(now) })];
    expect(states(evaluate([own], { evidence: again }))[0]).toBe('approved');
  });

  const other = refOf({ id: 'e9', materialDigest: 'bb' });
  const newOwner = profileOf({ owner: 'group:default/other' });
  const recreated = profileOf({ uid: 'uid-2' });
  const edited = scorecardOf([criterionOf({ title: 'Two', signoffs: slots })]);

  it.each<[StaleReason[], World]>([
    [['evidence-changed'], { evidence: [other] }],
    [['evidence-changed'], { evidence: [refOf(), other] }],
    [
      ['evidence-changed'],
      { evidence: [refOf(), refOf({ thing: 'new', materialDigest: 'cc' })] },
    ],
    [['evidence-missing'], { evidence: [] }],
    [['evidence-expired'], { value: 0 }],
    [['policy-changed'], { card: edited }],
    [
      ['owner-changed'],
      { rest: { subject: subjectOf([], { entity: newOwner }) } },
    ],
    [
      ['entity-recreated'],
      { rest: { subject: subjectOf([], { entity: recreated }) } },
    ],
    [['approver-ineligible'], { rest: { holdsRole: () => false } }],
    [
      ['approver-ineligible'],
      { evidence: [refOf({ submittedBy: 'user:default/own' })] },
    ],
    [['approval-expired'], { rest: { now: now + days(90) } }],
  ])('go stale with %j', (expected, world) => {
    const own = approve('own');
    const result = evaluate([own], world);
    expect(states(result)).toEqual(['stale', 'waiting']);
    expect(reasons(result)).toEqual(expected);
    expect(result.criteria[0].signoffs[0].decision).toEqual(own);
  });

  it('go stale when a record under them ends, and only once per decision', () => {
    const evidence = [refOf({ validUntil: toIso(now + days(5)) })];
    const own = approve('own', {}, { evidence });
    const before = evaluate([own], { evidence });
    expect(states(before)[0]).toBe('approved');
    expect(before.validUntil).toBe(toIso(now + days(5)));
    const world = { evidence, rest: { now: now + days(5) } };
    expect(reasons(evaluate([own], world))).toEqual(['evidence-expired']);
    const anew = approve('own', {}, world);
    expect(states(evaluate([own, anew], world))[0]).toBe('approved');
  });

  it('keep counting while the role can not be looked up', () => {
    const rest = { holdsRole: () => undefined };
    expect(states(evaluate([approve('own')], { rest }))[0]).toBe('approved');
  });

  it('end with a revocation, which no older approval heals', () => {
    const older = approve('own', { at: toIso(now - 10) });
    const revoked = { by: 'user:default/own', at: toIso(now), reason: 'wrong' };
    const newer = approve('own', { revoked });
    const result = evaluate([older, newer]);
    expect(reasons(result)).toEqual(['revoked']);
    expect(result.criteria[0].signoffs[0].previous).toEqual([older]);
  });

  it('count one person once, in the slot signed first', () => {
    const by = 'user:default/ada';
    const own = approve('own', { by });
    const check = approve('check', { by, at: toIso(now + 1) });
    const result = evaluate([own, check]);
    expect(states(result)).toEqual(['approved', 'stale']);
    expect(reasons(result, 1)).toEqual(['approver-ineligible']);
  });

  it('count delegator and delegate as one', () => {
    const own = approve('own', { by: 'user:default/ada' });
    const check = approve('check', {
      by: 'user:default/bob',
      onBehalfOf: 'user:default/ada',
      at: toIso(now + 1),
    });
    expect(reasons(evaluate([own, check]), 1)).toEqual(['approver-ineligible']);
  });

  it('ask whether the delegator holds the role', () => {
    const own = approve('own', {
      by: 'user:default/bob',
      onBehalfOf: 'user:default/ada',
    });
    const holdsRole = (who: string) => who === 'user:default/ada';
    expect(states(evaluate([own], { rest: { holdsRole } }))[0]).toBe(
      'approved',
    );
  });
});

describe('a rejection', () => {
  const reject = () => approve('own', { decision: 'reject' });

  it('blocks', () => {
    const result = evaluate([reject()]);
    expect(states(result)).toEqual(['rejected', 'waiting']);
    expect(result.gate.state).toBe('blocked');
    expect(result.gate.blockers[0].reason).toContain('rejected by');
  });

  it.each<[string, World]>([
    [
      'another owner',
      { rest: { subject: subjectOf([], { entity: newOwnerProfile() }) } },
    ],
    [
      'an edited scorecard',
      { card: scorecardOf([criterionOf({ title: 'Two', signoffs: slots })]) },
    ],
    ['the loss of the role', { rest: { holdsRole: () => false } }],
    ['time', { rest: { now: now + days(400) } }],
    ['a verdict that only time changed', { value: 0 }],
    ['an exception', { value: 0, rest: { waivers: [waiverOf()] } }],
    [
      'rules that rest on more',
      {
        card: scorecardOf([criterionOf({ title: 'Two', signoffs: slots })]),
        evidence: [refOf(), refOf({ thing: 'new', materialDigest: 'cc' })],
      },
    ],
  ])('is not lifted by %s', (_, world) => {
    expect(states(evaluate([reject()], world))[0]).toBe('rejected');
  });

  it('is lifted by other evidence, by its author and by a clearing role', () => {
    const evidence = [refOf({ materialDigest: 'bb' })];
    expect(states(evaluate([reject()], { evidence }))[0]).toBe('open');
    const end = { by: 'user:default/own', at: toIso(now), reason: 'done' };
    expect(states(evaluate([{ ...reject(), revoked: end }]))[0]).toBe('open');
    expect(states(evaluate([{ ...reject(), cleared: end }]))[0]).toBe('open');
  });

  it('is lifted by a proof that was renewed', () => {
    const until = (count: number) => [
      refOf({ validUntil: toIso(now + days(count)) }),
    ];
    const no = approve('own', { decision: 'reject' }, { evidence: until(5) });
    const standing = { evidence: until(5), rest: { now: now + days(6) } };
    expect(states(evaluate([no], standing))[0]).toBe('rejected');
    expect(states(evaluate([no], { evidence: until(30) }))[0]).toBe('open');
  });

  it('of the exit is not lifted by verdicts and exceptions', () => {
    const exit = exitOf([{ id: 'tech', verb: 'approves', role: 'tech-lead' }]);
    const world = { card: scorecardOf([criterionOf()], { exit }) };
    const no = decisionOn(evaluate([], world), 'exit', 'tech', {
      decision: 'reject',
    });
    const waivers = [waiverOf()];
    const excepted = evaluate([no], { ...world, value: 0, rest: { waivers } });
    expect(excepted.exit.signoffs[0].state).toBe('rejected');
    const other = [refOf({ materialDigest: 'bb' })];
    const changed = evaluate([no], { ...world, evidence: other });
    expect(changed.exit.signoffs[0].state).toBe('open');
  });

  it('is not lifted by the rejection of another that is taken back', () => {
    const by = 'user:default/second';
    const first = reject();
    const end = { by, at: toIso(now + 2), reason: 'done' };
    const second = { ...reject(), by, at: toIso(now + 1), revoked: end };
    const third = approve('own', { by, at: toIso(now + 3) });
    for (const later of [[second], [second, third]]) {
      expect(evaluate([first, ...later]).criteria[0].signoffs[0]).toMatchObject(
        { state: 'rejected', decision: { id: first.id } },
      );
    }
  });

  it('takes the place of an earlier approval', () => {
    const earlier = approve('own', { at: toIso(now - 1) });
    expect(states(evaluate([earlier, reject()]))[0]).toBe('rejected');
  });
});

function newOwnerProfile() {
  return profileOf({ owner: 'group:default/other' });
}

describe('the exit', () => {
  const exit = exitOf([
    { id: 'tech', verb: 'approves', role: 'tech-lead' },
    {
      id: 'sponsor',
      verb: 'approves',
      role: 'executive-sponsor',
      after: ['*'],
    },
  ]);
  const withExit = scorecardOf([criterionOf()], { exit });

  it('is signed over all criteria', () => {
    const world = { card: withExit };
    const first = evaluate([], world);
    const tech = decisionOn(first, 'exit', 'tech');
    expect(evaluate([tech], world).exit.signoffs[0].state).toBe('approved');
    const changed = evaluate([tech], {
      ...world,
      evidence: [refOf({ materialDigest: 'bb' })],
    });
    expect(changed.exit.signoffs[0]).toMatchObject({
      state: 'stale',
      staleReasons: ['evidence-changed'],
    });
  });
});
