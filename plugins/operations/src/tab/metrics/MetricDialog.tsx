import { useApi } from '@backstage/frontend-plugin-api';
import { Metric } from '@backstage-operations/plugin-operations-common';
import { entityPath, operationsApiRef } from '../../api';
import { durationTicks } from '../../format/durationTicks';
import {
  betterOf,
  formatTarget,
  formatValue,
  targetFigure,
} from '../../format/value';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { TimeChart } from '../../ui/Chart';
import { EvidenceTable } from '../../ui/EvidenceTable';
import { PlainDialog } from '../../ui/PlainDialog';
import { Problem } from '../../ui/Problem';
import { useLoad } from '../../ui/useLoad';
import { Waiting } from '../../ui/Waiting';
import { Note } from '../../ui/Wording';

/** A metric over time against its target, and the records it rests on. @internal */
export function MetricDialog(props: {
  entityRef: string;
  metric: Metric;
  onClose: () => void;
}) {
  const { entityRef, metric, onClose } = props;
  const { t } = useOperationsTranslation();
  return (
    <PlainDialog title={metric.title} onClose={onClose}>
      <Block title={t('metrics.overTime')}>
        <Series entityRef={entityRef} metric={metric} />
      </Block>
      <Block title={t('criteria.evidence')}>
        <EvidenceTable
          evidence={metric.evidence}
          caption={t('criteria.evidenceOf', { title: metric.title })}
        />
        {metric.evidenceTotal !== undefined && (
          <Note>
            {t('metrics.newest', {
              shown: String(metric.evidence.length),
              total: String(metric.evidenceTotal),
            })}
          </Note>
        )}
      </Block>
    </PlainDialog>
  );
}

function Series(props: { entityRef: string; metric: Metric }) {
  const { entityRef, metric } = props;
  const { unit, op, target, title } = metric;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const { value, error, refresh } = useLoad(
    `metric ${entityRef} ${metric.id}`,
    () => api.getMetricSeries({ ...entityPath(entityRef), metric: metric.id }),
  );
  if (!value) {
    return error ? <Problem error={error} retry={refresh} /> : <Waiting />;
  }
  if (value.points.every(point => point.value === null)) {
    return <Note>{t('metrics.noSeries')}</Note>;
  }
  const better = betterOf(op);
  const limit = targetFigure(target, unit);
  const highest = Math.max(
    limit ?? 0,
    ...value.points.map(point => point.value ?? 0),
  );
  return (
    <TimeChart
      label={t('metrics.trend', {
        title,
        points: String(value.points.length),
      })}
      ticks={unit === 'seconds' ? durationTicks(highest) : undefined}
      lines={[{ id: 'value', title, tone: 'info', points: value.points }]}
      limit={
        limit === undefined
          ? undefined
          : {
              value: limit,
              title: t('metrics.target', {
                target: formatTarget(op, target, unit),
              }),
            }
      }
      format={figure => formatValue(figure, unit, { better, target }) ?? ''}
    />
  );
}
