import { Metric } from '../api/sections';
import { FactDefinition, FactResult, FactSubject } from '../facts/Fact';
import { Millis, toIso } from '../time';
import { subjectAt, timelineOf } from './subjectAt';

const WEEK = 7 * 86_400_000;
const POINTS = 12;
/** Fewer values than this make no line. */
const FEWEST = 5;

/** An entity at the end of each of the last weeks, oldest first. @internal */
export type Past = readonly { at: Millis; subject: FactSubject }[];

/** The last twelve weeks of an entity; made once for all of its trends. @internal */
export function pastOf(subject: FactSubject, now: Millis): Past {
  const timeline = timelineOf(subject);
  return Array.from({ length: POINTS }, (_, i) => {
    const at = now - (POINTS - 1 - i) * WEEK;
    return {
      at,
      subject: i === POINTS - 1 ? subject : subjectAt(timeline, at),
    };
  });
}

function pointValue({ value, details }: FactResult): number | null {
  // A mean of a handful of incidents is shown, but draws no line.
  return typeof value === 'number' && details?.trend !== false ? value : null;
}

/** Whether there is evidence enough for a line, which is cheap to tell. @internal */
export function couldHaveTrend(
  fact: FactDefinition,
  { evidence, superseded = [] }: FactSubject,
): boolean {
  let records = 0;
  for (const { kind } of [...evidence, ...superseded]) {
    if (fact.kinds.includes(kind)) records += 1;
    if (records >= FEWEST) return true;
  }
  return false;
}

/**
 * How a fact has moved: asked at the end of each week, of what was true by then. Undefined under five known values.
 *
 * @internal
 */
export function trendOf(
  fact: FactDefinition,
  past: Past,
): Metric['trend'] | undefined {
  const points = past.map(({ at, subject }) => ({
    at: toIso(at),
    value: pointValue(fact.compute(subject, { now: at })),
  }));
  const known = points.filter(({ value }) => value !== null);
  return known.length < FEWEST ? undefined : points;
}
