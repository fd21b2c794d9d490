import { useApi } from '@backstage/frontend-plugin-api';
import {
  formatRatio,
  SloStatus,
} from '@backstage-operations/plugin-operations-common';
import { entityPath, operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { TimeChart } from '../../ui/Chart';
import { Problem } from '../../ui/Problem';
import { useLoad } from '../../ui/useLoad';
import { Waiting } from '../../ui/Waiting';
import { Tone } from '../../ui/tone';
import { Note } from '../../ui/Wording';
import { BurnBand, burnBands, burnLimits } from './burnBands';

const tones: Record<BurnBand['severity'], Tone> = {
  page: 'bad',
  ticket: 'warn',
};

const times = (rate: number) => `${Math.round(rate * 100) / 100}×`;

const count = (bands: readonly BurnBand[], severity: BurnBand['severity']) =>
  bands.filter(band => band.severity === severity).length;

/** The error budget that was left, over the objective's window. @internal */
export function BudgetChart(props: { entityRef: string; slo: SloStatus }) {
  const { entityRef, slo } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const { value, error, refresh } = useLoad(
    `slo ${entityRef} ${slo.name} ${slo.observedAt}`,
    () => api.getSloSeries({ ...entityPath(entityRef), slo: slo.name }),
  );
  if (!value) {
    return error ? <Problem error={error} retry={refresh} /> : <Waiting />;
  }
  const points = value.points.map(({ at, errorBudgetRemaining }) => ({
    at,
    value: errorBudgetRemaining,
  }));
  if (points.every(point => point.value === null)) {
    return <Note>{t('slos.noSeries')}</Note>;
  }
  const limits = burnLimits(value.window);
  const bands = burnBands(value.points, limits);
  const measured = value.points.some(one => typeof one.burnRate === 'number');
  return (
    <>
      <TimeChart
        label={t('slos.chart', { name: slo.name })}
        lines={[
          { id: 'budget', title: t('slos.budget'), tone: 'info', points },
        ]}
        limit={{ value: 0, title: t('slos.exhausted') }}
        bands={bands.map(({ severity, ...band }) => ({
          ...band,
          tone: tones[severity],
        }))}
        format={left => formatRatio(left)}
      />
      <Note>
        {measured
          ? t('slos.bands', {
              page: times(limits.page),
              ticket: times(limits.ticket),
              pages: String(count(bands, 'page')),
              tickets: String(count(bands, 'ticket')),
            })
          : t('slos.noBands')}
      </Note>
      {value.reason && <Note>{value.reason}</Note>}
    </>
  );
}
