import { Millis } from '../../time';
import { OperationsSettings } from '../settings';
import { earliestAfter, windowEnding } from '../select';
import { Check, CheckVerdict, exactCheck, worstVerdict } from './Check';
import { Dataset } from './Dataset';
import { freshness } from './freshness';
import { location } from './location';
import { restoreProof } from './proof';
import { retention } from './retention';
import { successRate } from './successRate';

/** Look-back of backup figures where a rule names none. @internal */
export const BACKUP_WINDOW = 'P30D';

const checkIds = [
  'freshness',
  'success-rate',
  'retention',
  'location',
  'restore-proof',
] as const;

/** A part of what compliance is made of. @internal */
export type CheckId = (typeof checkIds)[number];

/** A data set's compliance with its policy. @internal */
export interface Compliance {
  verdict: CheckVerdict;
  checks: (Check & { id: CheckId })[];
  until?: Millis;
}

function successAt(dataset: Dataset, now: Millis): Check {
  const rate = successRate(dataset, windowEnding(now, BACKUP_WINDOW));
  const { value, good, missed, expected, completeUntil: until } = rate;
  const { reason = `${good} of ${expected} expected backups are good` } = rate;
  if (missed > 0) return { verdict: 'fail', reason, until };
  return { verdict: value === null ? 'unknown' : 'pass', reason, until };
}

function successCheck(dataset: Dataset, now: Millis): Check {
  return dataset.runs.some(run => run.outcome === 'unknown')
    ? exactCheck(at => successAt(dataset, at), now)
    : successAt(dataset, now);
}

/** Nothing passes under a policy that is not understood. */
function trusted(dataset: Dataset, check: Check): Check {
  const { problem } = dataset.policy;
  return problem && check.verdict === 'pass'
    ? { verdict: 'unknown', reason: problem }
    : check;
}

/** One part of a data set's compliance. @internal */
export function checkOf(
  id: CheckId,
  dataset: Dataset,
  settings: OperationsSettings,
  now: Millis,
): Check {
  const parts: Record<CheckId, () => Check> = {
    freshness: () => freshness(dataset, now),
    'success-rate': () => successCheck(dataset, now),
    retention: () => retention(dataset, now),
    location: () => location(dataset, settings.backup.proofTtl, now),
    'restore-proof': () => restoreProof(dataset, now),
  };
  return trusted(dataset, parts[id]());
}

/** When the worst of the checks may be another. */
function nextChange(
  verdict: CheckVerdict,
  checks: Compliance['checks'],
  now: Millis,
): Millis | undefined {
  if (verdict !== 'fail') {
    return earliestAfter(
      now,
      checks.map(check => check.until),
    );
  }
  // Nothing is worse than a failure, so nothing changes before the last of them ends.
  const ends = checks
    .filter(check => check.verdict === 'fail')
    .map(check => check.until ?? Infinity);
  const last = Math.max(...ends);
  return last === Infinity ? undefined : last;
}

function evaluate(
  dataset: Dataset,
  settings: OperationsSettings,
  now: Millis,
): Compliance {
  const checks = checkIds.map(id => ({
    id,
    ...checkOf(id, dataset, settings, now),
  }));
  const verdict = worstVerdict(checks.map(check => check.verdict));
  return { verdict, checks, until: nextChange(verdict, checks, now) };
}

/**
 * Compliance of a data set with its policy: the worst of freshness, success rate, retention, location and restore proof.
 *
 * @remarks What is not known beats what passes, and what fails beats both.
 * @internal
 */
export function compliance(
  dataset: Dataset,
  settings: OperationsSettings,
  now: Millis,
): Compliance {
  const first = evaluate(dataset, settings, now);
  let { until } = first;
  while (until !== undefined) {
    const later = evaluate(dataset, settings, until);
    if (later.verdict !== first.verdict) break;
    until = later.until;
  }
  return { ...first, until };
}
