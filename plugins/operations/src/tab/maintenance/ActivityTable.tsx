import { MaintenanceSection } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { ScheduleTable } from '../ScheduleTable';

/** Maintenance activities against their schedule. @internal */
export function ActivityTable(props: { maintenance: MaintenanceSection }) {
  const { activities } = props.maintenance;
  const { t } = useOperationsTranslation();
  return (
    <ScheduleTable
      caption={t('maintenance.schedule')}
      lastTitle={t('maintenance.lastGood')}
      neverText={t('maintenance.never')}
      rows={activities.map(({ activity, lastGoodAt, ...row }) => ({
        ...row,
        id: activity,
        lastAt: lastGoodAt,
      }))}
    />
  );
}
