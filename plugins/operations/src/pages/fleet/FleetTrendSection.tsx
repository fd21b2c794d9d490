import { useApi } from '@backstage/frontend-plugin-api';
import { GateState } from '@backstage-operations/plugin-operations-common';
import { operationsApiRef } from '../../api';
import { useOperationsTranslation } from '../../translation';
import { TimeChart } from '../../ui/Chart';
import { Problem } from '../../ui/Problem';
import { SectionCard } from '../../ui/SectionCard';
import { gateTone } from '../../ui/tone';
import { useLoad } from '../../ui/useLoad';
import { Waiting } from '../../ui/Waiting';
import { Note } from '../../ui/Wording';
import { gatePoints } from './gatePoints';

const shown: readonly GateState[] = [
  'blocked',
  'reopened',
  'awaiting-signoff',
  'approved',
];

/** How many entities were in which gate state, over time. @internal */
export function FleetTrendSection(props: { scorecard: string }) {
  const { scorecard } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const { value, error, refresh } = useLoad(`fleet trend ${scorecard}`, () =>
    api.getFleetTrend({ scorecard }),
  );
  const lines =
    value &&
    shown
      .map(gate => ({
        id: gate,
        title: t(`gate.${gate}`),
        tone: gateTone[gate],
        points: gatePoints(value, gate),
      }))
      .filter(line => line.points.some(point => (point.value ?? 0) > 0));
  return (
    <SectionCard id="fleet-trend" title={t('fleet.trend')}>
      {lines && lines.length > 0 && (
        <TimeChart
          label={t('fleet.trend')}
          lines={lines}
          counts
          format={String}
        />
      )}
      {lines?.length === 0 && <Note>{t('fleet.noTrend')}</Note>}
      {!value && error && <Problem error={error} retry={refresh} />}
      {!value && !error && <Waiting />}
    </SectionCard>
  );
}
