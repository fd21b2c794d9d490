import { Metric } from '../api/sections';
import { FactDefinition, FactResult, FactSubject } from '../facts/Fact';
import { Millis } from '../time';
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

function pointValue(result: FactResult, last: FactResult): number | null {
  const { value, details } = result;
  // A mean of a handful of incidents is shown, but draws no line, and figures of two origins make no line together.
  const fits = details?.trend !== false && details?.from === last.details?.from;
  return typeof value === 'number' && fits ? value : null;
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
  const results = past.map(({ at, subject }) =>
    fact.compute(subject, { now: at }),
  );
  const last = results[results.length - 1];
  const points = results.map(result => ({
    at: result.asOf,
    value: pointValue(result, last),
  }));
  const known = points.filter(({ value }) => value !== null);
  return known.length < FEWEST ? undefined : points;
}
