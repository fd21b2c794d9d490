import { Metric } from '@backstage-operations/plugin-operations-common';
import { formatDuration } from '../../format/duration';
import { betterOf, formatTarget, formatValue } from '../../format/value';
import { Translate, useOperationsTranslation } from '../../translation';
import { MetricTile } from '../../ui/MetricTile';
import { Tone } from '../../ui/tone';

/** How a metric stands against its target, as a word with its tone. */
function stateOf(metric: Metric, t: Translate): { tone: Tone; text: string } {
  const { meets, vacuous } = metric;
  if (meets === true) return { tone: 'good', text: t('metrics.meets') };
  if (meets === false) return { tone: 'bad', text: t('metrics.misses') };
  return vacuous
    ? { tone: 'muted', text: t('metrics.nothing') }
    : { tone: 'unknown', text: t('metrics.unknown') };
}

function number(value: unknown): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

/** The figure; where only a lower bound of it is known, that bound. */
function figureOf(metric: Metric): string | undefined {
  const { unit, op, target, details } = metric;
  const better = betterOf(op);
  const value = formatValue(metric.value, unit, { better, target });
  const bound = formatValue(number(details?.lowerBound), unit, { better });
  return value ?? (bound && `> ${bound}`);
}

/** What must stand beside the figure: its spread, and why it is as it is. */
function noteOf(metric: Metric, t: Translate): string | undefined {
  const { unit, details, reason } = metric;
  const spread = { better: 'lower' } as const;
  const median = formatValue(number(details?.median), unit, spread);
  const p90 = formatValue(number(details?.p90), unit, spread);
  const parts = [
    median && p90 && t('metrics.spread', { median, p90 }),
    reason,
  ].filter(Boolean);
  if (parts.length > 0) return parts.join(' · ');
  return metric.value === null ? t('metrics.noReason') : undefined;
}

/** One metric with its target, spread, sample and trend. @internal */
export function Tile(props: { metric: Metric; onOpen: () => void }) {
  const { metric, onOpen } = props;
  const { t } = useOperationsTranslation();
  const { title, unit, op, target, n, window, trend } = metric;
  const sample = [
    ...(n === undefined ? [] : [t('metrics.sample', { n: String(n) })]),
    ...(window === undefined
      ? []
      : [t('metrics.window', { window: formatDuration(window) })]),
  ];
  return (
    <MetricTile
      title={title}
      open={{ label: t('metrics.open', { title }), act: onOpen }}
      value={figureOf(metric)}
      state={stateOf(metric, t)}
      reason={noteOf(metric, t)}
      target={t('metrics.target', { target: formatTarget(op, target, unit) })}
      sample={sample.join(' · ')}
      trend={
        trend && {
          points: trend,
          label: t('metrics.trend', { title, points: String(trend.length) }),
        }
      }
    />
  );
}
