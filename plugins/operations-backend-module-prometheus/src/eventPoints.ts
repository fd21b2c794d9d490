import {
  Millis,
  SliPoint,
} from '@backstage-operations/plugin-operations-common';
import { InputError } from '@backstage/errors';
import { PrometheusClient, Series } from './PrometheusClient';
import { isPartOf } from './metricNames';
import { overWindow } from './promql';
import { SloDefinition } from './SloDefinition';

/** Good and total of one group of an SLO, by the instant at which a step ends. */
export interface EventGroup {
  /** What tells it from the others, in words; empty where there is but one. */
  name: string;
  points: Map<Millis, SliPoint>;
}

/** PromQL of the events that are counted beside the total. */
export function countedQuery({ events }: SloDefinition): string {
  return 'good' in events ? events.good : events.bad;
}

/** Beside others of its query a series that is absent was never counted: no bad events, or no good ones. Neither is assumed to be better. */
export function goodOf(
  definition: SloDefinition,
  events: number | undefined,
  total: number,
): number {
  return 'bad' in definition.events ? total - (events ?? 0) : events ?? 0;
}

/** What tells a series from the others of a query, in words. */
export function groupName(labels: Record<string, string>): string {
  return Object.entries(labels)
    .filter(([name]) => name !== '__name__')
    .map(([name, value]) => `${name}=${value}`)
    .sort()
    .join(', ');
}

/**
 * Each total with the events that belong to it.
 *
 * @remarks
 * By their labels. One total beside events of several groups has all of them: counts may be added, ratios may not. One group of events
 * beside one total is of it whatever the labels. A total without events has none.
 * @throws InputError when events belong to no total: leaving them out would make it better than it is
 */
export function pairGroups<T>(
  totals: ReadonlyMap<string, T>,
  events: ReadonlyMap<string, T>,
): { name: string; total: T; events: T[] }[] {
  const only = totals.size === 1;
  const stray = [...events.keys()].find(name => !totals.has(name));
  if (!only && totals.size > 0 && stray !== undefined) {
    throw new InputError(
      `the events of "${stray}" belong to none of the totals; group both queries by the same labels`,
    );
  }
  return [...totals].map(([name, total]) => {
    const own = events.get(name);
    if (only) return { name, total, events: [...events.values()] };
    return { name, total, events: own === undefined ? [] : [own] };
  });
}

const byGroup = (series: readonly Series[]) =>
  new Map(
    series.map(({ labels, points }) => [
      groupName(labels),
      new Map(points.map(({ at, value }) => [at, value])),
    ]),
  );

function sumAt(
  series: readonly ReadonlyMap<Millis, number>[],
  at: Millis,
): number | undefined {
  const values = series.flatMap(one => one.get(at) ?? []);
  return values.length > 0 ? values.reduce((a, b) => a + b) : undefined;
}

/**
 * Good and total of each step, by group; a step without a total, or of which the events are not known, is a gap and not there.
 *
 * @param range - both ends included; `lookBack` is the length of what each point counts, a step when absent
 */
export async function eventGroups(
  definition: SloDefinition,
  range: {
    client: PrometheusClient;
    from: Millis;
    to: Millis;
    step: Millis;
    lookBack?: Millis;
    signal: AbortSignal;
  },
): Promise<EventGroup[]> {
  const { client, from, to, step, lookBack = step, signal } = range;
  const ask = async (query: string) =>
    byGroup(
      await client.queryRange(
        overWindow(query, lookBack),
        { from, to, step },
        signal,
      ),
    );
  const events = await ask(countedQuery(definition));
  const totals = await ask(definition.total);
  // A counter begins with its first event, so where it is one of the total's own series none is none. One of another name may be misspelt,
  // or its exporter away: where nothing of it is there, nothing is known.
  const told = isPartOf(countedQuery(definition), definition.total)
    ? undefined
    : new Set([...events.values()].flatMap(one => [...one.keys()]));
  return pairGroups(totals, events).map(group => ({
    name: group.name,
    points: new Map(
      [...group.total]
        .filter(([at]) => told === undefined || told.has(at))
        .map(([at, total]) => [
          at,
          { total, good: goodOf(definition, sumAt(group.events, at), total) },
        ]),
    ),
  }));
}
