import {
  Metric,
  Overview,
} from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import { formatDuration } from '../../format/duration';
import { betterOf, formatTarget, formatValue } from '../../format/value';
import { Translate, useOperationsTranslation } from '../../translation';
import { MetricTile } from '../../ui/MetricTile';
import { Tone } from '../../ui/tone';
import { Missing } from '../Missing';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    scrollMarginTop: theme.spacing(8),
  },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 14.5rem), 1fr))',
    gap: theme.spacing(1.5),
  },
}));

function stateOf(
  meets: boolean | null,
  t: Translate,
): { tone: Tone; text: string } {
  if (meets === null) return { tone: 'unknown', text: t('metrics.unknown') };
  return meets
    ? { tone: 'good', text: t('metrics.meets') }
    : { tone: 'bad', text: t('metrics.misses') };
}

/** The seven target metrics and the three quality figures as tiles. @internal */
export function MetricsSection(props: { overview: Overview }) {
  const { overview } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  return (
    <section
      aria-label={t('section.metrics')}
      id="metrics"
      className={classes.root}
    >
      <div className={classes.grid}>
        {overview.metrics.map(metric => (
          <Tile key={metric.id} metric={metric} />
        ))}
      </div>
      <Missing overview={overview} of={['metrics']} />
    </section>
  );
}

function Tile(props: { metric: Metric }) {
  const { metric } = props;
  const { t } = useOperationsTranslation();
  const { title, unit, op, target, n, window, trend } = metric;
  const facts = [
    t('metrics.target', { target: formatTarget(op, target, unit) }),
    ...(n === undefined ? [] : [t('metrics.sample', { n: String(n) })]),
    ...(window === undefined
      ? []
      : [t('metrics.window', { window: formatDuration(window) })]),
  ];
  return (
    <MetricTile
      title={title}
      value={formatValue(metric.value, unit, { better: betterOf(op), target })}
      state={stateOf(metric.meets, t)}
      reason={
        metric.reason ??
        (metric.value === null ? t('metrics.noReason') : undefined)
      }
      facts={facts.join(' · ')}
      trend={
        trend && {
          points: trend,
          label: t('metrics.trend', { title, points: String(trend.length) }),
        }
      }
    />
  );
}
