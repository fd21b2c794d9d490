import {
  MaintenanceSection as Maintenance,
  Overview,
} from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { SectionCard } from '../../ui/SectionCard';
import { Note } from '../../ui/Wording';
import { Missing } from '../Missing';
import { ActivityTable } from './ActivityTable';
import { ChangesBlock } from './ChangesBlock';
import { UpgradesBlock } from './UpgradesBlock';
import { WindowsBlock } from './WindowsBlock';

/** Activities against their schedule, windows with their approval, changes and upgrades. @internal */
export function MaintenanceSection(props: { overview: Overview }) {
  const { overview } = props;
  const { maintenance } = overview;
  const { t } = useOperationsTranslation();
  const kept = maintenance?.activities.filter(
    ({ verdict }) => verdict === 'pass',
  ).length;
  return (
    <SectionCard
      id="maintenance"
      title={t('section.maintenance')}
      summary={
        maintenance &&
        t('maintenance.summary', {
          kept: String(kept),
          total: String(maintenance.activities.length),
        })
      }
    >
      {maintenance && <Known maintenance={maintenance} />}
      <Missing overview={overview} of={['maintenance']} />
      {!maintenance &&
        overview.missing.every(({ section }) => section !== 'maintenance') && (
          <Note>{t('maintenance.none')}</Note>
        )}
    </SectionCard>
  );
}

function Known(props: { maintenance: Maintenance }) {
  const { maintenance } = props;
  return (
    <>
      <ActivityTable maintenance={maintenance} />
      <WindowsBlock maintenance={maintenance} />
      <ChangesBlock maintenance={maintenance} />
      <UpgradesBlock maintenance={maintenance} />
    </>
  );
}
