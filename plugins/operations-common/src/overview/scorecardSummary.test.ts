import { unknown } from '../facts/result';
import { Rule } from '../scorecards/Scorecard';
import { targetsFor } from './metricTargets';
import { requiredDocuments, scorecardSummary } from './scorecardSummary';
import {
  criterionResult,
  ruleResult,
  scorecardResult,
} from './testing/scorecardResult';

const proven = (provenAt: string) => ({
  fact: {
    ...unknown({ id: 'quality.coverage', unit: 'ratio' }, { now: 0 }, ''),
    provenAt,
  },
});
const coverage: Rule = { fact: 'quality.coverage', op: '>=', value: 0.8 };

it('is as old as the oldest proof that something passes by', () => {
  const result = scorecardResult({
    criteria: [
      criterionResult([
        ruleResult(coverage, proven('2026-03-01T00:00:00Z')),
        ruleResult(coverage, proven('2026-02-01T00:00:00+02:00')),
      ]),
      criterionResult([ruleResult(coverage, proven('2025-01-01T00:00:00Z'))], {
        verdict: 'fail',
      }),
      criterionResult([ruleResult(coverage)]),
    ],
  });
  expect(scorecardSummary(result)).toMatchObject({
    scorecard: 'phase-08-operations',
    phase: 8,
    gate: result.gate,
    counts: result.counts,
    oldestProofAt: '2026-01-31T22:00:00.000Z',
  });
  expect(scorecardSummary(scorecardResult())).not.toHaveProperty(
    'oldestProofAt',
  );
});

it('lists the documents that applicable rules ask for', () => {
  const document = (of: string, maxAge?: string): Rule => ({
    fact: 'document.present',
    of,
    maxAge,
    op: '==',
    value: true,
  });
  const criteria = [
    criterionResult([
      ruleResult(document('runbook', 'P180D')),
      ruleResult(document('dashboard'), { verdict: 'fail' }),
      ruleResult(document('dr-plan'), { verdict: 'not-applicable' }),
      ruleResult(coverage),
    ]),
  ];
  expect(requiredDocuments([scorecardResult({ criteria })])).toEqual([
    { type: 'runbook', maxAge: 'P180D' },
    { type: 'dashboard', maxAge: undefined },
  ]);
  expect(
    requiredDocuments([scorecardResult({ criteria, applicable: false })]),
  ).toEqual([]);
});

describe('targets', () => {
  const target = (...rules: [Rule, Parameters<typeof ruleResult>[1]?][]) => {
    const criteria = [
      criterionResult(rules.map(([rule, rest]) => ruleResult(rule, rest))),
    ];
    const found = targetsFor([scorecardResult({ criteria })]).find(
      ({ id }) => id === 'coverage',
    );
    return [found?.op, found?.target];
  };
  const strict: Rule = { ...coverage, op: '>', value: 0.95 };

  it.each<[string, Parameters<typeof target>, ReturnType<typeof target>]>([
    ['the usual one', [], ['>=', 0.8]],
    ['that of the scorecard', [[{ ...coverage, value: 0.7 }]], ['>=', 0.7]],
    ['the strictest', [[coverage], [strict]], ['>', 0.95]],
    ['not one about a part', [[{ ...strict, of: 'unit' }]], ['>=', 0.8]],
    ['not one about others', [[{ ...strict, over: 'parts' }]], ['>=', 0.8]],
    [
      'not one that does not apply',
      [[strict, { verdict: 'not-applicable' }]],
      ['>=', 0.8],
    ],
    ['not an upper limit', [[{ ...strict, op: '<' }]], ['>=', 0.8]],
  ])('%s', (_, rules, expected) => {
    expect(target(...rules)).toEqual(expected);
  });
});
