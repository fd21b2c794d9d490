import { QuarterlyMetric } from '../api/responses';
import { FactDefinition, FactResult } from '../facts/Fact';
import { judge } from '../scorecards/judge';
import { Millis, toIso } from '../time';
import { MetricTarget } from './metricTargets';
import { subjectAt, Timeline } from './subjectAt';

/** Fewer than this on either side make no comparison. */
const fewest = 5;

/** A calendar quarter of UTC. @public */
export interface Quarter {
  /** `2026-Q1`. */
  name: string;
  from: Millis;
  /** End, or the present in the one that runs. */
  to: Millis;
  complete: boolean;
}

/**
 * The quarter that runs and those before it, oldest first.
 *
 * @param count - how many, the running one among them
 * @public
 */
export function quartersUntil(now: Millis, count: number): Quarter[] {
  const date = new Date(now);
  const running =
    date.getUTCFullYear() * 4 + Math.floor(date.getUTCMonth() / 3);
  const startOf = (index: number) =>
    Date.UTC(Math.floor(index / 4), (index % 4) * 3, 1);
  return Array.from({ length: count }, (_, place) => {
    const index = running - count + 1 + place;
    const end = startOf(index + 1);
    return {
      name: `${Math.floor(index / 4)}-Q${(index % 4) + 1}`,
      from: startOf(index),
      to: Math.min(end, now),
      complete: end <= now,
    };
  }).filter(({ from, to }) => from < to);
}

/**
 * One metric by quarter: are we getting better?
 *
 * @remarks
 * Each figure is of its quarter alone, from what was true by its end. Better or worse is said of the last two quarters that are over, when
 * both figures rest on five cases or more and come from the same place; a handful of incidents shows no direction.
 * @param known - nothing is known of quarters that begin earlier
 * @public
 */
export function quarterlyMetric(
  timeline: Timeline,
  tile: MetricTarget,
  fact: FactDefinition,
  quarters: readonly Quarter[],
  known: Millis = -Infinity,
): QuarterlyMetric {
  const results = quarters.map(quarter => ask(timeline, fact, quarter, known));
  const rule = { fact: fact.id, op: tile.op, value: tile.target };
  const over = results.filter((_, index) => quarters[index].complete);
  return {
    id: tile.id,
    fact: fact.id,
    title: tile.title,
    unit: fact.unit,
    better: fact.better,
    op: tile.op,
    target: tile.target,
    points: results.map((result, index) => {
      const { verdict } = judge({ result }, rule, fact, quarters[index].to);
      const { value, n, reason } = result;
      return {
        value: typeof value === 'number' ? value : null,
        ...(n === undefined ? {} : { n }),
        ...(reason ? { reason } : {}),
        meets: { pass: true, fail: false }[verdict as 'pass'] ?? null,
      };
    }),
    ...direction(fact, over.at(-2), over.at(-1)),
  };
}

function ask(
  timeline: Timeline,
  fact: FactDefinition,
  { from, to }: Quarter,
  known: Millis,
): FactResult {
  const window = `PT${Math.round((to - from) / 1000)}S`;
  const result = fact.compute(subjectAt(timeline, to), { now: to, window });
  if (from >= known) {
    const { reason } = result;
    // The window is an exact number of seconds, which says nothing to a reader.
    return reason
      ? { ...result, reason: reason.replaceAll(window, 'the quarter') }
      : result;
  }
  const reason =
    'there are more records than are read, so this quarter is not whole';
  return { ...result, value: null, reason };
}

function direction(
  fact: FactDefinition,
  before: FactResult | undefined,
  last: FactResult | undefined,
): Pick<QuarterlyMetric, 'direction' | 'why'> {
  if (typeof before?.value !== 'number' || typeof last?.value !== 'number') {
    return {
      direction: null,
      why: 'not known in both of the last two quarters',
    };
  }
  if (before.details?.from !== last.details?.from) {
    return { direction: null, why: 'measured in different ways' };
  }
  if ((before.n ?? 0) < fewest || (last.n ?? 0) < fewest) {
    return { direction: null, why: `fewer than ${fewest} cases in a quarter` };
  }
  if (before.value === last.value) return { direction: 'same' };
  const rose = last.value > before.value;
  return {
    direction: rose === (fact.better === 'higher') ? 'better' : 'worse',
  };
}

/** Quarters as an answer has them. @public */
export function quarterRows(quarters: readonly Quarter[]): {
  name: string;
  from: string;
  to: string;
  complete: boolean;
}[] {
  return quarters.map(({ name, from, to, complete }) => ({
    name,
    from: toIso(from),
    to: toIso(to),
    complete,
  }));
}
