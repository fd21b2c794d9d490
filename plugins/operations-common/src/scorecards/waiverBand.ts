import { canonicalJson } from '../evidence/canonical';
import { RuleResult } from './Result';
import { comparable } from './ruleValue';
import { RuleVerdict } from './worst';

/** How bad each verdict is, for comparing what was waived with what holds now. */
const severity: Record<RuleVerdict, number> = {
  pass: 0,
  'not-applicable': 0,
  stale: 1,
  unknown: 2,
  fail: 3,
};

/** How far a known value misses its target, in coarse steps that noise does not cross. */
function missSteps({ rule, fact }: RuleResult): number {
  if (fact.value === null) return 0;
  const actual = comparable(fact.value, fact.unit);
  const target = comparable(rule.value, fact.unit);
  if (actual === undefined || target === undefined) return 0;
  if (fact.unit === 'level') return Math.abs(target - actual);
  const miss = Math.abs(actual - target);
  if (rule.op === '<' || rule.op === '<=') {
    const unit = target > 0 ? target : 1;
    return Math.floor(Math.log2(1 + miss / unit));
  }
  return target > 0 ? Math.floor((10 * miss) / target) : 0;
}

/**
 * How bad the rules of a criterion are, to be kept with an approved waiver.
 *
 * @remarks
 * Per rule the verdict and, for a failed one, how far it misses: levels one by one, upper limits by doublings (twice, four times
 * the limit), lower limits by tenths of the limit.
 * @public
 */
export function waiverBand(rules: readonly RuleResult[]): string {
  const band: Record<string, [number, number]> = {};
  for (const result of rules) {
    const { fact, of, over = 'self', op } = result.rule;
    const key = [fact, of ?? '', over, op].join(' ');
    const steps = result.verdict === 'fail' ? missSteps(result) : 0;
    const [verdict, miss] = band[key] ?? [0, 0];
    band[key] = [
      Math.max(verdict, severity[result.verdict]),
      Math.max(miss, steps),
    ];
  }
  return canonicalJson(band);
}

/** Whether things got worse than they were when a waiver was approved. @public */
export function isWorseBand(now: string, approved: string): boolean {
  const before: Record<string, [number, number]> = JSON.parse(approved);
  const after: Record<string, [number, number]> = JSON.parse(now);
  return Object.entries(after).some(([key, [verdict, miss]]) => {
    const [approvedVerdict, approvedMiss] = before[key] ?? [0, 0];
    if (verdict !== approvedVerdict) return verdict > approvedVerdict;
    return miss > approvedMiss;
  });
}
