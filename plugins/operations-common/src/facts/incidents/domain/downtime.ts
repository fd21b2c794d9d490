import { Millis } from '../../../time';
import { earliestAfter, Window } from '../../select';
import { clip, Interval, subtract, totalLength, union } from './interval';
import { Incident } from './Incident';

/** How long a figure may be shown that changes with every second. */
const RUNNING = 60_000;

/** Downtime in a window. */
export interface Downtime {
  /** D: length of the union of the outage stretches inside the window. */
  length: Millis;
  /** The stretches, disjoint and in order. */
  intervals: Interval[];
  /** Incidents with a part in the window, each on its own. */
  incidents: Incident[];
  /** First instant at which the answer changes by itself. */
  validUntil?: Millis;
}

/** The incident's stretches as intervals; one without an end goes on. */
function stretches(incident: Incident): Interval[] {
  return incident.segments.map(({ start, end }) => ({
    from: start,
    to: end ?? Infinity,
  }));
}

/**
 * When a figure over a sliding window changes that is made of these intervals.
 *
 * @remarks
 * While an edge of the window lies inside an interval the figure changes with every instant; then a minute is granted.
 * Else the next change is when an edge of the window reaches an edge of an interval.
 */
export function slidingValidUntil(
  intervals: readonly Interval[],
  window: Window,
): Millis | undefined {
  const now = window.to;
  const length = now - window.from;
  const running = intervals.some(
    ({ from, to }) =>
      (from <= now && now < to) || (from <= window.from && window.from < to),
  );
  const next = earliestAfter(
    now,
    intervals.flatMap(({ from, to }) => [from, to, from + length, to + length]),
  );
  if (running) return Math.min(now + RUNNING, next ?? Infinity);
  return next === Infinity ? undefined : next;
}

function touches(incident: Incident, { from, to }: Window): boolean {
  return (
    (incident.start >= from && incident.start < to) ||
    stretches(incident).some(span => span.from < to && span.to > from)
  );
}

/** Whether anything of it may lie at or after an instant; of a long history most do not, and are passed over. */
function reaches({ lastInstant, segments }: Incident, from: Millis): boolean {
  const last = segments[segments.length - 1];
  return lastInstant >= from || (last !== undefined && last.end === undefined);
}

/**
 * Downtime of counted incidents in a window that ends now.
 *
 * @remarks Open ones count up to the window's end; overlapping ones are counted once.
 */
export function downtime(
  counted: readonly Incident[],
  window: Window,
): Downtime {
  const near = counted.filter(incident => reaches(incident, window.from));
  const all = near.flatMap(stretches);
  const intervals = union(clip(all, window));
  const starts = near.map(({ start }) => start);
  const edges = starts.flatMap(start => [
    start + 1,
    start + (window.to - window.from) + 1,
  ]);
  return {
    length: totalLength(intervals),
    intervals,
    incidents: near.filter(incident => touches(incident, window)),
    validUntil: earliestAfter(window.to, [
      slidingValidUntil(all, window),
      ...edges,
    ]),
  };
}

/** Availability of a window, or null when all of it was agreed maintenance. */
export interface AvailabilityFigure {
  value: number | null;
  /** Downtime outside agreed maintenance. */
  down: Millis;
  /** Agreed maintenance inside the window. */
  maintenance: Millis;
}

/**
 * Availability from outage stretches.
 *
 * @remarks
 * `1 − D / (T − M)` with M the agreed maintenance in the window T. Downtime inside agreed maintenance belongs to M,
 * so it is in neither D nor T − M.
 */
export function availabilityOf(
  down: readonly Interval[],
  maintenance: readonly Interval[],
  window: Window,
): AvailabilityFigure {
  const agreed = clip(maintenance, window);
  const lost = totalLength(subtract(clip(down, window), agreed));
  const agreedLength = totalLength(agreed);
  const time = window.to - window.from - agreedLength;
  return {
    value: time > 0 ? 1 - lost / time : null,
    down: lost,
    maintenance: agreedLength,
  };
}
