import { profileOf, subjectOf } from '../facts/testing/builders';
import { toIso } from '../time';
import { EvaluationInput } from './EvaluationInput';
import { evaluateScorecard } from './evaluateScorecard';
import { Criterion, Scorecard } from './Scorecard';
import {
  criterionOf,
  days,
  decisionOn,
  exitOf,
  factOf,
  inputOf,
  now,
  ruleOf,
  scorecardOf,
  waiverOf,
} from './__testUtils__/builders';

const facts = [
  factOf('good', 'count', { value: 1 }),
  factOf('bad', 'count', { value: 0 }),
  factOf('none', 'count', { value: null, reason: 'nothing was pushed' }),
  factOf('old', 'count', { value: 1, provenAt: toIso(now - days(100)) }),
];

const criterion = (fact: string, rest: Partial<Criterion> = {}) =>
  criterionOf({
    id: fact,
    title: fact,
    rules: [ruleOf({ fact, ...(fact === 'old' ? { maxAge: 'P90D' } : {}) })],
    ...rest,
  });

const evaluate = (card: Scorecard, rest: Partial<EvaluationInput> = {}) =>
  evaluateScorecard(inputOf(card, facts, rest));

const gateOf = (criteria: Criterion[], rest: Partial<EvaluationInput> = {}) =>
  evaluate(scorecardOf(criteria), rest).gate;

describe('the gate', () => {
  it.each<[string, Criterion[], string]>([
    ['all passes', [criterion('good')], 'approved'],
    ['one fails', [criterion('good'), criterion('bad')], 'blocked'],
    ['one is not known', [criterion('good'), criterion('none')], 'blocked'],
    ['one is stale', [criterion('good'), criterion('old')], 'blocked'],
    [
      'an optional one fails',
      [criterion('good'), criterion('bad', { required: false })],
      'approved',
    ],
    [
      'an announced one fails',
      [criterion('good'), criterion('bad', { enableOn: '2026-03-02' })],
      'approved',
    ],
    [
      'an enforced one fails',
      [criterion('good'), criterion('bad', { enableOn: '2026-03-01' })],
      'blocked',
    ],
    [
      'one does not apply',
      [criterion('good'), criterion('bad', { appliesTo: { kind: 'api' } })],
      'approved',
    ],
    [
      'a sign-off is open',
      [
        criterion('good', {
          signoffs: [{ id: 's', verb: 'owns', role: 'sre-lead' }],
        }),
      ],
      'awaiting-signoff',
    ],
    [
      'only a signature is missing',
      [
        criterion('good', {
          rules: [],
          signoffs: [{ id: 's', verb: 'owns', role: 'sre-lead' }],
        }),
      ],
      'awaiting-signoff',
    ],
  ])('where %s', (_, criteria, state) => {
    expect(gateOf(criteria).state).toBe(state);
  });

  it('never drops a criterion', () => {
    const card = scorecardOf(
      [criterion('good'), criterion('bad', { enableOn: '2030-01-01' })],
      { appliesTo: { kind: 'api' } },
    );
    const result = evaluate(card);
    expect(result).toMatchObject({
      applicable: false,
      reason: 'applies only where kind is api',
      gate: { state: 'not-applicable' },
    });
    expect(result.criteria.map(one => one.verdict)).toEqual([
      'not-applicable',
      'not-applicable',
    ]);
    expect(result.criteria[0].rules[0].fact.value).toBeNull();
  });

  it('names what blocks, in words', () => {
    const gate = gateOf([criterion('none')]);
    expect(gate.reasons).toEqual([
      'none: unknown, Title of none: nothing was pushed',
    ]);
    expect(gate.blockers).toHaveLength(1);
  });

  it('ends the announcement at midnight UTC', () => {
    const card = scorecardOf([criterion('bad', { enableOn: '2026-03-02' })]);
    expect(evaluate(card).validUntil).toBe('2026-03-02T00:00:00.000Z');
  });

  it('reopens what was approved, and begins anew', () => {
    const approvedAt = toIso(now - days(3));
    const approved = { state: 'approved' as const, approvedAt };
    const good = [criterion('good')];
    expect(gateOf(good, { previous: approved })).toMatchObject(approved);
    const reopened = gateOf([criterion('bad')], { previous: approved });
    expect(reopened).toMatchObject({ state: 'reopened', approvedAt });
    expect(reopened.reasons[0]).toContain('must be at least 1');
    const still = gateOf([criterion('bad')], { previous: reopened });
    expect(still.state).toBe('reopened');
    const again = gateOf(good, { previous: reopened });
    expect(again).toMatchObject({ state: 'approved', approvedAt: toIso(now) });
  });

  it('is blocked, not reopened, where it never was approved', () => {
    const previous = { state: 'awaiting-signoff' as const };
    expect(gateOf([criterion('bad')], { previous }).state).toBe('blocked');
  });

  it('waits for the exit', () => {
    const exit = exitOf([{ id: 'lead', verb: 'approves', role: 'tech-lead' }]);
    const card = scorecardOf([criterion('good')], { exit });
    const first = evaluate(card);
    expect(first.gate).toMatchObject({
      state: 'awaiting-signoff',
      awaiting: [{ criterion: 'exit', slot: 'lead', state: 'open' }],
    });
    const signed = decisionOn(first, 'exit', 'lead');
    const done = evaluate(card, { decisions: [signed] });
    expect(done.gate.state).toBe('approved');
    expect(done.validUntil).toBe(toIso(now + days(90)));
  });
});

describe('a waiver', () => {
  const bad = () => [criterion('bad'), criterion('good')];
  const of = (rest = {}) => waiverOf({ criterion: 'bad', ...rest });

  it('stands beside the verdict it covers, until it ends', () => {
    const card = scorecardOf(bad());
    const result = evaluate(card, { waivers: [of()] });
    expect(result.criteria[0]).toMatchObject({
      verdict: 'waived',
      underlying: 'fail',
    });
    expect(result.gate).toMatchObject({
      state: 'approved',
      waived: 1,
      waivedShare: 0.5,
    });
    expect(result.validUntil).toBe(of().expiresAt);
    const later = { waivers: [of()], now: now + days(10) };
    const ended = evaluate(card, later).criteria[0];
    expect(ended).toMatchObject({
      verdict: 'fail',
      waiver: { state: 'expired' },
    });
    expect(ended.reason).toContain('ended on 2026-03-11');
  });

  it.each(['pending', 'denied', 'revoked', 'expired'] as const)(
    'does not stand while %s',
    state => {
      const gate = gateOf(bad(), { waivers: [of({ state })] });
      expect(gate.state).toBe('blocked');
    },
  );

  it('does not cover an entity that came back with another uid', () => {
    const subject = subjectOf([], { entity: profileOf({ uid: 'uid-2' }) });
    const gate = gateOf(bad(), { waivers: [of()], subject });
    expect(gate.state).toBe('blocked');
  });

  it('does not cover another criterion', () => {
    const waivers = [of({ criterion: 'good' })];
    expect(gateOf(bad(), { waivers }).state).toBe('blocked');
  });
});
