import { MaintenanceSection } from '@backstage-operations/plugin-operations-common';
import { sentenceCase } from '../../format/sentenceCase';
import { formatSpan } from '../../format/time';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { StateChip } from '../../ui/StateChip';
import { Note } from '../../ui/Wording';

type Window = MaintenanceSection['windows'][number];

/** Planned windows with announcement and approval, and what collides. @internal */
export function WindowsBlock(props: { maintenance: MaintenanceSection }) {
  const { windows, conflicts } = props.maintenance;
  const { t } = useOperationsTranslation();
  const mark = (good: boolean) => (
    <StateChip tone={good ? 'good' : 'bad'}>
      {t(good ? 'answer.yes' : 'answer.no')}
    </StateChip>
  );
  const columns: Column<Window>[] = [
    {
      id: 'when',
      minWidth: '12rem',
      title: t('windows.when'),
      render: ({ starts, ends }) => formatSpan(starts, ends),
    },
    {
      id: 'title',
      title: t('windows.what'),
      render: ({ title, activity }) =>
        title ??
        (activity && sentenceCase(activity)) ?? (
          <Note>{t('windows.untitled')}</Note>
        ),
      minWidth: '10rem',
    },
    {
      id: 'announced',
      title: t('windows.announced'),
      render: ({ announced }) => mark(announced),
    },
    {
      id: 'approved',
      title: t('windows.approved'),
      render: ({ approved }) => mark(approved),
    },
    {
      id: 'reason',
      title: t('schedule.why'),
      render: ({ reason }) => <Note>{reason}</Note>,
      minWidth: '10rem',
    },
  ];
  return (
    <Block title={t('windows.title')} note={conflicts.join(' · ')}>
      <DataTable
        caption={t('windows.title')}
        columns={columns}
        rows={windows}
        rowKey={({ starts, title }) => `${starts} ${title}`}
        empty={t('windows.none')}
        first={6}
      />
    </Block>
  );
}
