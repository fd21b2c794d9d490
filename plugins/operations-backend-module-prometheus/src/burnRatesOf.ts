import {
  burnRate,
  BurnRates,
  burnWindowMillis,
  burnWindows,
  computeSli,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { countedQuery, goodOf, groupName, pairGroups } from './eventPoints';
import { PrometheusClient, VectorSample } from './PrometheusClient';
import { isPartOf } from './metricNames';
import { overWindow } from './promql';
import { SloDefinition } from './SloDefinition';

/** Label by which the parts of one big query are told apart. */
const PART = 'operations_part';

/** The value of each group, by what the group is called. */
function part(
  samples: readonly VectorSample[],
  name: string,
): Map<string, number> {
  return new Map(
    samples
      .filter(({ labels }) => labels[PART] === name)
      .map(({ labels: { [PART]: _part, ...labels }, value }) => [
        groupName(labels),
        value,
      ]),
  );
}

function rateOf(
  definition: SloDefinition,
  total: number,
  events: number[],
): number | null {
  const counted =
    events.length > 0 ? events.reduce((a, b) => a + b) : undefined;
  const sli = computeSli(
    [{ good: goodOf(definition, counted, total), total }],
    { method: 'occurrences', expectedPoints: 1 },
  );
  return sli.sli === null ? null : burnRate(sli.sli, definition.target);
}

/**
 * How fast the error budget burns over each look-back; of several groups the fastest.
 *
 * @remarks All look-backs are asked for in one query, so that thousands of SLOs stay affordable.
 */
export async function burnRatesOf(
  definition: SloDefinition,
  options: { client: PrometheusClient; now: Millis; signal: AbortSignal },
): Promise<BurnRates> {
  const { client, now, signal } = options;
  const queries = burnWindows.flatMap(window => {
    const length = burnWindowMillis(window);
    const named = (query: string, kind: string) =>
      `label_replace((${overWindow(
        query,
        length,
      )}), "${PART}", "${kind} ${window}", "", "")`;
    return [
      named(definition.total, 'total'),
      named(countedQuery(definition), 'events'),
    ];
  });
  const isSame = isPartOf(countedQuery(definition), definition.total);
  const samples = await client.query(queries.join('\nor\n'), now, signal);
  return Object.fromEntries(
    burnWindows.map(window => {
      const counted = part(samples, `events ${window}`);
      // As over the whole window: what nobody exports is not known to be none.
      if (counted.size === 0 && !isSame) return [window, null];
      const groups = pairGroups(part(samples, `total ${window}`), counted);
      const rates = groups
        .map(({ total, events }) => rateOf(definition, total, events))
        .filter(rate => rate !== null);
      return [window, rates.length > 0 ? Math.max(...rates) : null];
    }),
  );
}
