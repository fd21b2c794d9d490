import { MaintenanceSection } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { PlannedWorkTable } from '../PlannedWorkTable';

/** Planned moves to new versions. @internal */
export function UpgradesBlock(props: { maintenance: MaintenanceSection }) {
  const { upgrades } = props.maintenance;
  const { t } = useOperationsTranslation();
  return (
    <Block title={t('upgrades.title')}>
      <PlannedWorkTable
        caption={t('upgrades.title')}
        rows={upgrades}
        empty={t('upgrades.none')}
      />
    </Block>
  );
}
