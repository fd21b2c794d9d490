import {
  FactValue,
  Metric,
} from '@backstage-operations/plugin-operations-common';
import { betterOf, formatValue } from '../../format/value';

/** A member's figure in the unit of the metric; undefined when it is not known. @internal */
export function metricText(
  metrics: readonly Metric[],
  id: string,
  value: FactValue | null,
): string | undefined {
  const metric = metrics.find(one => one.id === id);
  if (metric === undefined) return value === null ? undefined : String(value);
  return formatValue(value, metric.unit, {
    better: betterOf(metric.op),
    target: metric.target,
  });
}
