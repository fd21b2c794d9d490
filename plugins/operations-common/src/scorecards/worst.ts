import { Verdict } from './Result';

/** Verdict of rules; exceptions only exist for whole criteria. @internal */
export type RuleVerdict = Exclude<Verdict, 'waived'>;

/** Worst first: what is known to be wrong outweighs what is not known. */
const worstFirst: readonly RuleVerdict[] = [
  'fail',
  'unknown',
  'stale',
  'pass',
  'not-applicable',
];

/**
 * The worst of several verdicts; what does not apply counts only where nothing applies.
 *
 * @internal
 */
export function worstVerdict(verdicts: Iterable<RuleVerdict>): RuleVerdict {
  const present = new Set(verdicts);
  return worstFirst.find(verdict => present.has(verdict)) ?? 'not-applicable';
}

/** Sorts the worst to the front. @internal */
export function byWorst(a: RuleVerdict, b: RuleVerdict): number {
  return worstFirst.indexOf(a) - worstFirst.indexOf(b);
}
