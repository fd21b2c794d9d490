import { Overview } from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import { useOperationsTranslation } from '../../translation';
import { lazy, Suspense } from 'react';
import { useUrlParam } from '../../ui/useUrlParam';
import { Missing } from '../Missing';
import { Tile } from './Tile';

const MetricDialog = lazy(() =>
  import('./MetricDialog').then(m => ({ default: m.MetricDialog })),
);

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    scrollMarginTop: `${theme.spacing(6)}px`,
  },
  grid: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 14.5rem), 1fr))',
    gap: theme.spacing(1.5),
  },
}));

/** The seven target metrics and the three quality figures as tiles. @internal */
export function MetricsSection(props: { overview: Overview }) {
  const { overview } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const [open, setOpen] = useUrlParam('metric');
  const opened = overview.metrics.find(({ id }) => id === open);
  return (
    <section
      aria-label={t('section.metrics')}
      id="metrics"
      className={classes.root}
    >
      <div className={classes.grid}>
        {overview.metrics.map(metric => (
          <Tile
            key={metric.id}
            metric={metric}
            onOpen={() => setOpen(metric.id)}
          />
        ))}
      </div>
      <Missing overview={overview} of={['metrics']} />
      {opened && (
        <Suspense fallback={null}>
          <MetricDialog
            entityRef={overview.entityRef}
            metric={opened}
            onClose={() => setOpen(undefined)}
          />
        </Suspense>
      )}
    </section>
  );
}
