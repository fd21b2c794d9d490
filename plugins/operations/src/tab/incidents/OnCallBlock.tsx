import { IncidentSection } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';
import { StateChip } from '../../ui/StateChip';
import { TimeText } from '../../ui/TimeText';
import { Note } from '../../ui/Wording';

type Schedule = IncidentSection['onCall'][number];

/** Who covers out of hours, and whether somebody stands behind them. @internal */
export function OnCallBlock(props: { section: IncidentSection }) {
  const { onCall } = props.section;
  const { t } = useOperationsTranslation();
  const columns: Column<Schedule>[] = [
    {
      id: 'schedule',
      title: t('onCall.schedule'),
      render: ({ schedule }) => schedule,
    },
    {
      id: 'covered',
      minWidth: '12rem',
      title: t('onCall.covered'),
      render: ({ ok, reason }) => (
        <>
          <StateChip tone={ok ? 'good' : 'bad'}>
            {t(ok ? 'answer.yes' : 'answer.no')}
          </StateChip>{' '}
          <Note>{reason}</Note>
        </>
      ),
    },
    {
      id: 'rotation',
      title: t('onCall.people'),
      align: 'right',
      render: ({ rotationSize }) => rotationSize,
    },
    {
      id: 'backup',
      title: t('onCall.backup'),
      render: ({ hasBackup }) => t(hasBackup ? 'answer.yes' : 'answer.no'),
    },
    {
      id: 'gap',
      title: t('onCall.nextGap'),
      render: ({ nextGap }) => (
        <Figure
          value={nextGap && <TimeText at={nextGap} />}
          reason={t('onCall.noGap')}
        />
      ),
    },
  ];
  return (
    <Block title={t('onCall.title')}>
      <DataTable
        caption={t('onCall.title')}
        columns={columns}
        rows={onCall}
        rowKey={({ schedule }) => schedule}
        empty={t('onCall.none')}
      />
    </Block>
  );
}
