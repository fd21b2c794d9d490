import { FactUnit } from '../facts/Fact';
import { profileOf, subjectOf } from '../facts/testing/builders';
import { toIso } from '../time';
import { evaluateRule } from './evaluateRule';
import { FactReader } from './FactReader';
import { Rule } from './Scorecard';
import {
  days,
  factOf,
  Fixed,
  inputOf,
  now,
  refOf,
  ruleOf,
  scorecardOf,
} from './__testUtils__/builders';

const run = (
  rule: Partial<Rule>,
  unit: FactUnit,
  fixed: Fixed,
  at: number = now,
) => {
  const input = inputOf(scorecardOf(), [factOf('a', unit, fixed)], { now: at });
  const facts = input.facts as FactReader;
  return evaluateRule(ruleOf(rule), { ...input, facts });
};

const verdictOf = (...args: Parameters<typeof run>) =>
  run(...args).result.verdict;

describe('evaluateRule', () => {
  it.each<[Partial<Rule>, FactUnit, Fixed, string]>([
    [{ op: '>', value: 0.999 }, 'ratio', { value: 0.9991 }, 'pass'],
    [{ op: '>', value: 0.999 }, 'ratio', { value: 0.999 }, 'fail'],
    [{ op: '>=', value: 1 }, 'ratio', { value: 0.9999999 }, 'fail'],
    [{ op: '<=', value: 'PT15M' }, 'seconds', { value: 900 }, 'pass'],
    [{ op: '<', value: 'PT15M' }, 'seconds', { value: 900 }, 'fail'],
    [{ op: '<=', value: 500 }, 'milliseconds', { value: 500 }, 'pass'],
    [{ op: '<=', value: 'PT0.5S' }, 'milliseconds', { value: 501 }, 'fail'],
    [{ op: '>=', value: 'L3' }, 'level', { value: 'L4' }, 'pass'],
    [{ op: '>=', value: 'L3' }, 'level', { value: 'L2' }, 'fail'],
    [{ op: '==', value: true }, 'boolean', { value: true }, 'pass'],
    [{ op: '==', value: true }, 'boolean', { value: false }, 'fail'],
    [{ op: '==', value: 0 }, 'count', { value: 0 }, 'pass'],
    [{ op: '!=', value: 0 }, 'count', { value: 0 }, 'fail'],
    [
      { op: '>=', value: 1 },
      'count',
      { value: null, reason: 'none' },
      'unknown',
    ],
    [
      { op: '==', value: 0 },
      'count',
      { value: null, reason: 'none' },
      'unknown',
    ],
    [{ op: '==', value: true }, 'boolean', { value: 'yes' }, 'unknown'],
    [{ op: '>=', value: 1 }, 'count', { value: NaN }, 'unknown'],
  ])('%j over %s %j is %s', (rule, unit, fixed, verdict) => {
    expect(verdictOf(rule, unit, fixed)).toBe(verdict);
  });

  it.each<[Partial<Rule>, number, string]>([
    [{ op: '>', value: 720 }, 720, 'pass'],
    [{ op: '>=', value: 720 }, 720, 'pass'],
    [{ op: '>', value: 720 }, 719, 'unknown'],
    [{ op: '<', value: 720 }, 720, 'unknown'],
    [{ op: '==', value: 720 }, 720, 'unknown'],
  ])('%j over a value above %d is %s', (rule, lowerBound, verdict) => {
    const fixed = { value: null, reason: 'none', details: { lowerBound } };
    expect(verdictOf(rule, 'seconds', fixed)).toBe(verdict);
  });

  it('does not apply where there was nothing to measure', () => {
    const nothing = {
      value: null,
      reason: 'no incident',
      vacuous: true as const,
    };
    expect(run({}, 'count', nothing).result).toMatchObject({
      verdict: 'not-applicable',
      reason: 'no incident',
    });
  });

  it.each<[number | null, number | null, string, string]>([
    [0, 1, 'pass', 'a'],
    [1, 0, 'fail', 'a'],
    [null, 0, 'pass', 'b'],
    [null, 1, 'fail', 'b'],
    [null, null, 'unknown', 'a'],
  ])('with %j, or else %j, is %s by %s', (first, second, verdict, fact) => {
    const until = (day: number) => toIso(now + days(day));
    const input = inputOf(scorecardOf(), [
      factOf('a', 'count', { value: first, reason: 'r', validUntil: until(1) }),
      factOf('b', 'count', {
        value: second,
        reason: 'r',
        validUntil: until(2),
      }),
    ]);
    const facts = input.facts as FactReader;
    const rule = ruleOf({ op: '==', value: 0, orElse: 'b' });
    const { result, validUntil } = evaluateRule(rule, { ...input, facts });
    expect(result).toMatchObject({ verdict, fact: { fact } });
    expect(validUntil).toBe(now + days(1));
  });

  it('takes no substitute for what is reported and not known', () => {
    const input = inputOf(scorecardOf(), [
      factOf('a', 'count', {
        value: null,
        reason: 'the scan is too old',
        evidence: [refOf()],
      }),
      factOf('b', 'count', { value: 0 }),
    ]);
    const facts = input.facts as FactReader;
    const rule = ruleOf({ op: '==', value: 0, orElse: 'b' });
    expect(evaluateRule(rule, { ...input, facts }).result).toMatchObject({
      verdict: 'unknown',
      reason: 'the scan is too old',
    });
  });

  it('says what is missing, and what missed by how much', () => {
    const missing = { value: null, reason: 'no scan was pushed' };
    expect(run({}, 'count', missing).result.reason).toBe('no scan was pushed');
    const missed = run({ op: '>', value: 0.999 }, 'ratio', { value: 0.99896 });
    expect(missed.result.reason).toBe('is 99.8 %, must be more than 99.9 %');
  });

  it('is unknown where the fact fails or is not installed', () => {
    const failing = () => {
      throw new TypeError('no finite value');
    };
    expect(run({}, 'count', failing).result).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('no finite value'),
    });
    expect(run({ fact: 'gone' }, 'count', { value: 1 }).result).toMatchObject({
      verdict: 'unknown',
      reason: expect.stringContaining('gone'),
    });
  });

  describe('maxAge', () => {
    const aged = (provenAt: number, value = 1) =>
      run({ maxAge: 'P90D' }, 'count', { value, provenAt: toIso(provenAt) });

    it('holds to the last millisecond', () => {
      expect(aged(now - days(90))).toMatchObject({
        result: { verdict: 'pass' },
        validUntil: now + 1,
      });
      expect(aged(now - days(90) - 1).result.verdict).toBe('stale');
    });

    it('makes only a pass stale', () => {
      expect(aged(now - days(400), 0).result.verdict).toBe('fail');
    });

    it('takes the oldest record where the fact names no proof', () => {
      const evidence = [
        refOf({ id: 'old', observedAt: toIso(now - days(100)) }),
        refOf({ id: 'new', observedAt: toIso(now - days(1)) }),
      ];
      const old = run({ maxAge: 'P90D' }, 'count', { value: 1, evidence });
      expect(old.result.verdict).toBe('stale');
    });

    it('is stale where nothing says when it was proven', () => {
      const result = run({ maxAge: 'P90D' }, 'count', { value: 1 }).result;
      expect(result.verdict).toBe('stale');
    });
  });

  describe('a value that grows', () => {
    it.each<[Rule['op'], string, string]>([
      ['<=', 'pass', 'fail'],
      ['<', 'pass', 'fail'],
      ['>=', 'fail', 'pass'],
      ['>', 'fail', 'pass'],
      ['==', 'fail', 'pass'],
    ])('crosses the target of %s at validUntil', (op, before, after) => {
      const since = now - 3_600_000;
      const fixed = (at: number) => ({
        value: (at - since) / 1000,
        grows: true as const,
      });
      const first = run({ op, value: 'PT2H' }, 'seconds', fixed);
      expect(first.result.verdict).toBe(before);
      const end = first.validUntil as number;
      const at = (instant: number) =>
        verdictOf({ op, value: 'PT2H' }, 'seconds', fixed, instant);
      expect(at(end - 1)).toBe(before);
      expect(at(end)).toBe(after);
    });
  });

  describe('over other entities', () => {
    const member = (name: string, value: string) =>
      subjectOf([], {
        entity: profileOf({
          entityRef: `resource:default/${name}`,
          kind: 'Resource',
          name,
          type: name === 'queue' ? 'queue' : 'database',
          annotations: { value },
        }),
      });
    const fact = factOf('a', 'count', { value: 0 });
    fact.compute = ({ entity }, { now: at }) => ({
      fact: 'a',
      unit: 'count',
      asOf: toIso(at),
      value: entity.annotations.value ? Number(entity.annotations.value) : null,
      reason: 'not pushed',
      evidence: [refOf({ id: entity.name })],
    });
    const evaluate = (rule: Partial<Rule>, members: [string, string][]) => {
      const input = inputOf(scorecardOf(), [fact], {
        related: { dependsOn: members.map(one => member(...one)) },
      });
      const facts = input.facts as FactReader;
      const scope = { ...ruleOf(rule), over: 'dependsOn' as const };
      return evaluateRule(scope, { ...input, facts });
    };

    it('lets the worst count and names each, worst first', () => {
      const { result, evidence } = evaluate({}, [
        ['one', '2'],
        ['two', ''],
        ['three', '0'],
      ]);
      expect(result.verdict).toBe('fail');
      expect(result.over?.map(one => [one.entityRef, one.verdict])).toEqual([
        ['resource:default/three', 'fail'],
        ['resource:default/two', 'unknown'],
        ['resource:default/one', 'pass'],
      ]);
      expect(evidence).toHaveLength(3);
    });

    it('names no other entity outside that list', () => {
      const { result, evidence } = evaluate({}, [['secret', '0']]);
      const { over, ...rest } = result;
      expect(over).toHaveLength(1);
      expect(rest.reason).not.toContain('secret');
      expect(evidence[0].thing).toMatch(/^related\/[0-9a-f]{16}$/);
    });

    it('reads only those that match', () => {
      const among = { 'spec.type': 'database' };
      const { result } = evaluate({ among }, [
        ['queue', '0'],
        ['orders', '1'],
      ]);
      expect(result.verdict).toBe('pass');
      expect(result.over).toHaveLength(1);
    });

    it('does not apply where there is none', () => {
      const { result } = evaluate({}, []);
      expect(result.verdict).toBe('not-applicable');
      expect(result.reason).toContain('depends on nothing');
    });
  });

  it('does not apply, and is not computed, where its condition fails', () => {
    const failing = () => {
      throw new Error('computed');
    };
    const { result } = run({ when: { kind: 'api' } }, 'count', failing);
    expect(result).toMatchObject({
      verdict: 'not-applicable',
      reason: 'applies only where kind is api',
      fact: { value: null },
    });
  });

  it('finds the target of a metric by its name', () => {
    const targets = { availability: { 'tier-1': 0.9999 } };
    const subject = subjectOf([], { entity: profileOf({ tier: 'tier-1' }) });
    const fact = factOf('service.availability', 'ratio', { value: 0.9995 });
    const rule = ruleOf({
      fact: 'service.availability',
      op: '>',
      value: 0.999,
    });
    const input = inputOf(scorecardOf(undefined, { targets }), [fact], {
      subject,
    });
    const facts = input.facts as FactReader;
    expect(evaluateRule(rule, { ...input, facts }).result.verdict).toBe('fail');
  });

  it('takes the target of the tier', () => {
    const targets = { availability: { 'tier-1': 0.9999 } };
    const scorecard = scorecardOf(undefined, { targets });
    const rule = ruleOf({ op: '>', value: 0.999, target: 'availability' });
    const fact = factOf('a', 'ratio', { value: 0.9995 });
    const evaluate = (tier?: string) => {
      const subject = subjectOf([], { entity: profileOf({ tier }) });
      const input = inputOf(scorecard, [fact], { subject });
      const facts = input.facts as FactReader;
      return evaluateRule(rule, { ...input, facts }).result;
    };
    expect(evaluate().verdict).toBe('pass');
    expect(evaluate('tier-2').verdict).toBe('pass');
    expect(evaluate('constructor').verdict).toBe('pass');
    expect(evaluate('tier-1')).toMatchObject({
      verdict: 'fail',
      rule: { value: 0.9999 },
      sentence: expect.stringContaining('more than 99.99 %'),
    });
  });
});
