import { PatchStatus } from '../../api/sections';
import { Millis } from '../../time';
import { severities } from './severity';
import { activeAt, isOverdue, TrackedFinding } from './TrackedFinding';

const day: Millis = 24 * 60 * 60 * 1000;

type Bucket = PatchStatus['due'][number]['within'];

const buckets: readonly Bucket[] = ['overdue', 'P7D', 'P30D', 'later', 'none'];

function bucketOf(item: TrackedFinding, now: Millis): Bucket | undefined {
  const active = activeAt(item, now);
  if (!active) return undefined;
  if (active.dueAt === undefined) return 'none';
  if (isOverdue(active, now)) return 'overdue';
  const left = active.dueAt - now;
  if (left <= 7 * day) return 'P7D';
  return left <= 30 * day ? 'P30D' : 'later';
}

/** How many open findings of each severity are due when, the most urgent first. @internal */
export function dueBuckets(
  tracked: Iterable<TrackedFinding>,
  now: Millis,
): PatchStatus['due'] {
  const due = buckets.map(within => ({
    within,
    open: Object.fromEntries(severities.map(severity => [severity, 0])),
  }));
  for (const item of tracked) {
    const bucket = bucketOf(item, now);
    const row = due.find(({ within }) => within === bucket);
    if (row) row.open[item.finding.severity] += 1;
  }
  return due;
}
