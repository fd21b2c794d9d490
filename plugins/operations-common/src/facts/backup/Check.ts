import { Millis } from '../../time';

/** Outcome of one part of a data set's compliance. @internal */
export type CheckVerdict = 'pass' | 'fail' | 'stale' | 'unknown';

/** One part of a data set's compliance at one instant. @internal */
export interface Check {
  verdict: CheckVerdict;
  /** Why, in words. */
  reason: string;
  /** First instant at which the verdict changes with no new evidence. */
  until?: Millis;
}

const worstFirst: readonly CheckVerdict[] = [
  'fail',
  'unknown',
  'stale',
  'pass',
];

/** The worst of several verdicts: what fails is worse than what is not known, and both are worse than what has aged. @internal */
export function worstVerdict(verdicts: readonly CheckVerdict[]): CheckVerdict {
  return worstFirst.find(verdict => verdicts.includes(verdict)) ?? 'unknown';
}

/**
 * A check whose `until` is the very instant at which the verdict changes.
 *
 * @param evaluate - the check at an instant; its own `until` may be too early, when something ends that changes nothing
 * @internal
 */
export function exactCheck(
  evaluate: (at: Millis) => Check,
  now: Millis,
): Check {
  const { verdict, reason, until: first } = evaluate(now);
  let until = first;
  while (until !== undefined) {
    const later = evaluate(until);
    if (later.verdict !== verdict) return { verdict, reason, until };
    until = later.until;
  }
  return { verdict, reason };
}
