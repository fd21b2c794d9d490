import { PatchStatus } from '../../api/sections';
import { Millis, toIso } from '../../time';
import { TrackedFinding } from './TrackedFinding';

const day: Millis = 24 * 60 * 60 * 1000;

/**
 * Open and overdue findings at the same time of each of the last days, oldest first and `now` last.
 *
 * @remarks Linear in findings plus days: each span adds one to a range of days, which are summed up at the end.
 * @internal
 */
export function burndown(
  tracked: Iterable<TrackedFinding>,
  now: Millis,
  days: number,
): PatchStatus['burndown'] {
  const first = now - (days - 1) * day;
  const open = new Array<number>(days + 1).fill(0);
  const overdue = new Array<number>(days + 1).fill(0);
  const indexFrom = (at: Millis) =>
    Math.min(days, Math.max(0, Math.ceil((at - first) / day)));
  const add = (changes: number[], from: Millis, to: Millis) => {
    changes[indexFrom(from)] += 1;
    changes[indexFrom(Math.max(from, to))] -= 1;
  };
  for (const { spans } of tracked) {
    for (const { from, to = Infinity, dueAt } of spans) {
      add(open, from, to);
      if (dueAt !== undefined) add(overdue, Math.max(from, dueAt + 1), to);
    }
  }
  const points: PatchStatus['burndown'] = [];
  let openCount = 0;
  let overdueCount = 0;
  for (let index = 0; index < days; index += 1) {
    openCount += open[index];
    overdueCount += overdue[index];
    points.push({
      at: toIso(first + index * day),
      overdue: overdueCount,
      open: openCount,
    });
  }
  return points;
}
