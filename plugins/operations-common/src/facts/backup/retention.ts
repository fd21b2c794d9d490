import { Millis, toIso } from '../../time';
import { earliestAfter } from '../select';
import { BackupRun, endOf } from './BackupRun';
import { Check } from './Check';
import { Dataset } from './Dataset';
import { unlessNotKnown } from './notKnownWhole';
import { dueBy, duePoint } from './schedule';

/** A span that should hold recovery points and does not; it matters until `ends` is older than the retention. */
interface Hole {
  from: Millis;
  ends: Millis;
  reason: string;
}

function usable(dataset: Dataset, now: Millis): BackupRun[] {
  return dataset.runs
    .filter(run => run.good && now < (endOf(run) ?? Infinity))
    .sort((a, b) => a.recoveryPoint - b.recoveryPoint);
}

/** How long the retained span may go without a recovery point, from each point in it. */
function holes(dataset: Dataset, points: BackupRun[], since: Millis): Hole[] {
  const { policy, pauses } = dataset;
  const found: Hole[] = [];
  let from = since;
  for (const run of points) {
    const { recoveryPoint } = run;
    const due = dueBy(policy, from, pauses);
    if (due !== undefined && recoveryPoint > due) {
      const reason = `no recovery point between ${toIso(from)} and ${toIso(
        recoveryPoint,
      )}`;
      found.push({ from, ends: recoveryPoint, reason });
    }
    from = Math.max(from, duePoint(policy, run));
  }
  return found;
}

/** When the start of the retained span has moved so far into the hole that the rest of it is no longer too long. */
function closes(dataset: Dataset, hole: Hole): Millis {
  let low = hole.from;
  let high = hole.ends;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const due = dueBy(dataset.policy, middle, dataset.pauses) ?? Infinity;
    if (hole.ends <= due) high = middle;
    else low = middle + 1;
  }
  return low + dataset.policy.retention.millis;
}

interface Broken {
  reason: string;
  /** When this reason alone no longer holds. */
  ends: Millis;
}

/** Everything that breaks the retention at an instant. */
function broken(dataset: Dataset, points: BackupRun[], now: Millis): Broken[] {
  const { policy, runs } = dataset;
  const length = policy.retention.millis;
  const since = Math.max(now - length, dataset.since ?? now);
  const kept = points.filter(run => run.recoveryPoint >= since);
  const gaps = holes(dataset, kept, since);
  const lastGap = gaps[gaps.length - 1];
  // The span leaves the last gap last, so the others need no instant of their own.
  const found: Broken[] = lastGap
    ? [{ reason: gaps[0].reason, ends: closes(dataset, lastGap) }]
    : [];
  for (const run of runs) {
    const { usableUntil, recoveryPoint } = run;
    if (!run.good || run.gone || usableUntil === undefined) continue;
    const promised = recoveryPoint + length;
    // The first run's data is older than the data set is known; it is owed its time all the same.
    if (usableUntil < promised && recoveryPoint >= now - length) {
      found.push({
        reason: `the backup of ${toIso(
          recoveryPoint,
        )} is kept only until ${toIso(usableUntil)}, asked is ${
          policy.retention.text
        }`,
        ends: promised + 1,
      });
    }
  }
  return found;
}

/** Follows the reasons until one instant has none; that is when a broken retention is whole again. */
function wholeAgain(dataset: Dataset, first: Broken[]): Millis | undefined {
  let reasons = first;
  while (reasons.length > 0) {
    const at = Math.max(...reasons.map(reason => reason.ends));
    const points = usable(dataset, at);
    const start = at - dataset.policy.retention.millis;
    if (!points.some(run => run.recoveryPoint >= start)) return undefined;
    reasons = broken(dataset, points, at);
    if (reasons.length === 0) return at;
  }
  return undefined;
}

function keptInGit(points: readonly BackupRun[]): Check | undefined {
  const copies = points.filter(run => run.location?.class === 'git');
  if (copies.length === 0) return undefined;
  return copies.some(run => run.location?.verifiedAt !== undefined)
    ? { verdict: 'pass', reason: 'Git keeps every version' }
    : { verdict: 'unknown', reason: 'the copy in Git is declared, not proven' };
}

function judge(dataset: Dataset, now: Millis): Check {
  const { policy } = dataset;
  const points = usable(dataset, now);
  const start = now - policy.retention.millis;
  const newest = points[points.length - 1];
  if (newest === undefined) {
    const verdict = dataset.runs.length === 0 ? 'unknown' : 'fail';
    return { verdict, reason: 'there is no good backup to keep' };
  }
  const inGit =
    policy.schedule.kind === 'per-change' ? keptInGit(points) : undefined;
  if (inGit) return inGit;
  if (newest.recoveryPoint < start) {
    const reason = `no backup is younger than ${policy.retention.text}`;
    return { verdict: 'fail', reason };
  }
  const reasons = broken(dataset, points, now);
  if (reasons.length > 0) {
    const until = earliestAfter(now, [wholeAgain(dataset, reasons)]);
    const { reason } = reasons[0];
    return { verdict: 'fail', reason, ...(until ? { until } : {}) };
  }
  return {
    verdict: 'pass',
    reason: `backups are kept for ${policy.retention.text}, back to ${toIso(
      points[0].recoveryPoint,
    )}`,
    until: newest.recoveryPoint + policy.retention.millis + 1,
  };
}

/**
 * Whether points as old as the retention can still be restored, with no gap between them longer than the schedule allows.
 *
 * @remarks Younger data sets are asked for their whole age. A run that says it will be deleted too early breaks the retention
 * at once. A Git repository keeps every version, so one copy proven to lie in Git is enough.
 * @internal
 */
export const retention = unlessNotKnown(judge);
