import { Millis, toIso, toMillis } from '../../time';
import { formatSeconds } from '../round';
import { earliestAfter } from '../select';
import { BackupRun, endOf } from './BackupRun';
import { Check, exactCheck } from './Check';
import { Dataset, lastGood } from './Dataset';
import { unlessNotKnown } from './notKnownWhole';
import { dueBy, duePoint } from './schedule';

/** What a run says about the newest change is believed for this long; after that nobody knows whether data has changed. */
const CHANGE_REPORT_TTL = 30 * 86_400_000;

/** A length of time as people read it, never sounding shorter than it is. @internal */
export function ago(from: Millis, now: Millis): string {
  return formatSeconds(Math.max(0, now - from) / 1000);
}

/** Neither good nor known to be bad: no run was heard of. */
function neverRan(dataset: Dataset, now: Millis): Check {
  const { policy } = dataset;
  const heard = policy.record && toMillis(policy.record.receivedAt);
  const due = heard === undefined ? undefined : dueBy(policy, heard);
  if (due === undefined || now < due) {
    return {
      verdict: 'unknown',
      reason: 'no backup run was ever reported',
      ...(due === undefined ? {} : { until: due }),
    };
  }
  return {
    verdict: 'fail',
    reason: `it never ran, although the policy is known since ${policy.record?.receivedAt}`,
  };
}

function neverGood(dataset: Dataset, now: Millis): Check {
  const { policy, runs } = dataset;
  const due = dueBy(policy, runs[0].startedAt);
  if (runs.every(run => run.outcome === 'pending')) {
    if (due === undefined || now < due) {
      return {
        verdict: 'unknown',
        reason: 'the first run has not finished',
        ...(due === undefined ? {} : { until: due }),
      };
    }
  }
  const { doubt = 'it is deleted' } = runs[runs.length - 1];
  return { verdict: 'fail', reason: `there is no good backup: ${doubt}` };
}

function perChange(dataset: Dataset, point: Millis, now: Millis): Check {
  let newest = -Infinity;
  let heard = -Infinity;
  for (const run of dataset.runs) {
    if (run.newestChangeAt === undefined) continue;
    newest = Math.max(newest, run.newestChangeAt);
    heard = Math.max(heard, run.availableAt);
  }
  if (newest === -Infinity) {
    return {
      verdict: 'unknown',
      reason: 'no run says when the data last changed (newestChangeAt)',
    };
  }
  const due = newest + dataset.policy.grace;
  if (point < newest && now >= due) {
    const reason = `the change of ${toIso(newest)} is not backed up`;
    return { verdict: 'fail', reason };
  }
  const until = heard + CHANGE_REPORT_TTL;
  if (now >= until) {
    const reason = `nothing says since ${toIso(
      heard,
    )} whether the data has changed`;
    return { verdict: 'stale', reason };
  }
  return point < newest
    ? {
        verdict: 'pass',
        reason: `the change of ${toIso(newest)} is due to be backed up`,
        until: Math.min(due, until),
      }
    : { verdict: 'pass', reason: 'the newest change is backed up', until };
}

/**
 * Whether a backup is recent enough for the policy.
 *
 * @remarks Measured from the recovery point, up to which data is contained, not from the end of the run.
 * @internal
 */
export function freshRun(dataset: Dataset, run: BackupRun, now: Millis): Check {
  const point = run.recoveryPoint;
  if (dataset.policy.schedule.kind === 'per-change') {
    return perChange(dataset, point, now);
  }
  const due = dueBy(dataset.policy, duePoint(dataset.policy, run)) ?? Infinity;
  return now < due
    ? {
        verdict: 'pass',
        reason: `data up to ${toIso(point)} is backed up`,
        until: due,
      }
    : {
        verdict: 'fail',
        reason: `the last recovery point is that of ${toIso(point)}, asked is ${
          dataset.policy.scheduleText
        }`,
      };
}

function newestFresh(dataset: Dataset, now: Millis): Check {
  if (dataset.runs.length === 0) return neverRan(dataset, now);
  const run = lastGood(dataset, now);
  if (run === undefined) return neverGood(dataset, now);
  const check = freshRun(dataset, run, now);
  const until = earliestAfter(now, [check.until, endOf(run)]);
  return { ...check, ...(until === undefined ? {} : { until }) };
}

/** Whether the newest usable backup is recent enough; that it never ran is told apart from that it failed. @internal */
export const freshness = unlessNotKnown((dataset, now) =>
  exactCheck(at => newestFresh(dataset, at), now),
);
