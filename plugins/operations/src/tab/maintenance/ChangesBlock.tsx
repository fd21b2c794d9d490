import {
  formatRatio,
  MaintenanceSection,
} from '@backstage-operations/plugin-operations-common';
import { sentenceCase } from '../../format/sentenceCase';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { Facts } from '../../ui/Facts';
import { Figure } from '../../ui/Figure';
import { TimeText } from '../../ui/TimeText';

type Change = MaintenanceSection['changes'][number];

/** Maintenance that was done, and how much of it was prepared as it should be. @internal */
export function ChangesBlock(props: { maintenance: MaintenanceSection }) {
  const { changes, shares } = props.maintenance;
  const { t } = useOperationsTranslation();
  const share = (name: string, value: number | null) => ({
    name,
    value: (
      <Figure
        value={value === null ? undefined : formatRatio(value)}
        reason={t('changes.noSample')}
      />
    ),
  });
  const answer = (value: boolean) => t(value ? 'answer.yes' : 'answer.no');
  const columns: Column<Change>[] = [
    {
      id: 'at',
      title: t('changes.at'),
      render: ({ at }) => <TimeText at={at} />,
    },
    {
      id: 'activity',
      title: t('changes.activity'),
      render: ({ activity }) => sentenceCase(activity),
    },
    {
      id: 'outcome',
      title: t('changes.outcome'),
      render: ({ outcome }) => outcome,
    },
    {
      id: 'change',
      title: t('changes.change'),
      render: ({ changeRef }) => (
        <Figure value={changeRef} reason={t('changes.noChange')} />
      ),
    },
    {
      id: 'rollback',
      title: t('changes.rollback'),
      render: ({ rollbackPlan }) => answer(rollbackPlan),
    },
    {
      id: 'staging',
      title: t('changes.staging'),
      render: ({ stagingTested }) => answer(stagingTested),
    },
    {
      id: 'inWindow',
      title: t('changes.inWindow'),
      render: ({ inWindow }) => (
        <Figure value={inWindow === null ? undefined : answer(inWindow)} />
      ),
    },
  ];
  return (
    <Block
      title={t('changes.title')}
      note={t('changes.sample', { n: String(shares.n) })}
    >
      <Facts
        items={[
          share(t('changes.inWindow'), shares.inWindow),
          share(t('changes.rollback'), shares.rollbackPlan),
          share(t('changes.staging'), shares.stagingTested),
        ]}
      />
      <DataTable
        caption={t('changes.title')}
        columns={columns}
        rows={changes}
        rowKey={({ at, activity }) => `${at} ${activity}`}
        empty={t('changes.none')}
        first={6}
      />
    </Block>
  );
}
