import {
  Millis,
  SliPoint,
} from '@backstage-operations/plugin-operations-common';
import { PrometheusClient } from './PrometheusClient';
import { overWindow } from './promql';
import { SloDefinition } from './SloDefinition';

/** PromQL of the events that are counted beside the total. */
export function countedQuery({ events }: SloDefinition): string {
  return 'good' in events ? events.good : events.bad;
}

/** A series that is absent beside a total was never counted: no bad events, or no good ones. Neither is assumed to be better. */
export function goodOf(
  definition: SloDefinition,
  events: number | undefined,
  total: number,
): number {
  return 'bad' in definition.events ? total - (events ?? 0) : events ?? 0;
}

/**
 * Good and total of each step, by the instant at which it ends; a step without a total is a gap and not there.
 *
 * @param range - both ends included; `lookBack` is the length of what each point counts, a step when absent
 */
export async function eventPoints(
  definition: SloDefinition,
  range: {
    client: PrometheusClient;
    from: Millis;
    to: Millis;
    step: Millis;
    lookBack?: Millis;
    signal: AbortSignal;
  },
): Promise<Map<Millis, SliPoint>> {
  const { client, from, to, step, lookBack = step, signal } = range;
  const ask = async (query: string) => {
    const series = await client.queryRange(
      overWindow(query, lookBack),
      { from, to, step },
      signal,
    );
    return new Map(
      series.flatMap(entry =>
        entry.points.map(point => [point.at, point.value] as const),
      ),
    );
  };
  const events = await ask(countedQuery(definition));
  const totals = await ask(definition.total);
  return new Map(
    [...totals].map(([at, total]) => [
      at,
      { total, good: goodOf(definition, events.get(at), total) },
    ]),
  );
}
