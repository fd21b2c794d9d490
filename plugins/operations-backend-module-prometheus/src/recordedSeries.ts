import {
  EntityProfile,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { MeasuredSeries } from '@backstage-operations/plugin-operations-node';
import { PrometheusClient } from './PrometheusClient';
import { listed, quoted, SERVICE, servicePattern } from './recordedSlos';

/** What Sloth recorded of an SLO over time: the error ratio over its whole period, of the worst group. */
export async function recordedSeries(
  entity: EntityProfile,
  slo: string,
  range: {
    client: PrometheusClient;
    from: Millis;
    to: Millis;
    maxPoints: number;
    signal: AbortSignal;
  },
): Promise<MeasuredSeries | undefined> {
  const { client, from, to, maxPoints, signal } = range;
  const services = listed(entity.annotations[SERVICE]);
  if (services.length === 0) return undefined;
  const labels = `{sloth_service=~${quoted(
    servicePattern(services),
  )}, sloth_slo=${quoted(slo)}}`;
  const [target] = await client.query(
    `slo:objective:ratio${labels}`,
    to,
    signal,
  );
  const [days] = await client.query(
    `slo:time_period:days${labels}`,
    to,
    signal,
  );
  if (!target || !days) return undefined;
  if (!(target.value >= 0 && target.value < 1) || !(days.value >= 1)) {
    return undefined;
  }
  const step = Math.max(1000, Math.ceil((to - from) / maxPoints / 1000) * 1000);
  const series = await client.queryRange(
    `max(slo:sli_error:ratio_rate${days.value}d${labels})`,
    { from: to - Math.floor((to - from) / step) * step + step, to, step },
    signal,
  );
  return {
    target: target.value,
    window: `P${days.value}D`,
    points: series.flatMap(({ points }) =>
      points.map(({ at, value }) => {
        if (Number.isNaN(value)) return { at, sli: null };
        return value >= 0 && value <= 1
          ? { at, sli: 1 - value }
          : { at, sli: null, state: 'inconsistent' as const };
      }),
    ),
  };
}
