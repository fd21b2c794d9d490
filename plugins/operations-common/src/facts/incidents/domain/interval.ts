import { Millis } from '../../../time';

/** A half-open span `[from, to)` of time. */
export interface Interval {
  from: Millis;
  to: Millis;
}

/** The part of each interval inside the bounds; what lies outside is dropped. */
export function clip(
  intervals: readonly Interval[],
  bounds: Interval,
): Interval[] {
  return intervals
    .map(({ from, to }) => ({
      from: Math.max(from, bounds.from),
      to: Math.min(to, bounds.to),
    }))
    .filter(({ from, to }) => from < to);
}

/** The same instants as disjoint intervals in order: overlapping and touching ones become one. */
export function union(intervals: readonly Interval[]): Interval[] {
  const merged: Interval[] = [];
  const ordered = intervals
    .filter(({ from, to }) => from < to)
    .sort((a, b) => a.from - b.from);
  for (const interval of ordered) {
    const last = merged[merged.length - 1];
    if (last && interval.from <= last.to) {
      last.to = Math.max(last.to, interval.to);
    } else {
      merged.push({ ...interval });
    }
  }
  return merged;
}

/** The instants of the first list that are in none of the second. */
export function subtract(
  intervals: readonly Interval[],
  removed: readonly Interval[],
): Interval[] {
  const cuts = union(removed);
  const left: Interval[] = [];
  for (const interval of union(intervals)) {
    let { from } = interval;
    for (const cut of cuts) {
      if (cut.to <= from || cut.from >= interval.to) continue;
      if (cut.from > from) left.push({ from, to: cut.from });
      from = cut.to;
    }
    if (from < interval.to) left.push({ from, to: interval.to });
  }
  return left;
}

/** How long the intervals last together, each instant counted once. */
export function totalLength(intervals: readonly Interval[]): Millis {
  let total = 0;
  for (const { from, to } of union(intervals)) total += to - from;
  return total;
}
