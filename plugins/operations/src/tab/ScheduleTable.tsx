import { Verdict } from '@backstage-operations/plugin-operations-common';
import { formatDuration } from '../format/duration';
import { useOperationsTranslation } from '../translation';
import { Column, DataTable } from '../ui/DataTable';
import { Figure } from '../ui/Figure';
import { TimeText } from '../ui/TimeText';
import { VerdictChip } from '../ui/VerdictChip';
import { Prose } from '../ui/Wording';

interface ScheduleRow {
  id: string;
  title: string;
  /** ISO 8601 duration; null when it is done as needed. */
  every: string | null;
  lastAt?: string;
  nextDueAt?: string;
  verdict: Verdict;
  reason: string;
}

/** What is to be done how often, when it was last done and when it is next due. @internal */
export function ScheduleTable(props: {
  caption: string;
  lastTitle: string;
  /** Said where it was never done. */
  neverText: string;
  rows: readonly ScheduleRow[];
}) {
  const { caption, lastTitle, neverText, rows } = props;
  const { t } = useOperationsTranslation();
  const columns: Column<ScheduleRow>[] = [
    {
      id: 'title',
      title: t('schedule.what'),
      render: ({ title }) => title,
      minWidth: '9rem',
    },
    {
      id: 'verdict',
      title: t('schedule.verdict'),
      render: ({ verdict }) => <VerdictChip verdict={verdict} />,
    },
    {
      id: 'every',
      minWidth: '5rem',
      title: t('schedule.every'),
      render: ({ every }) =>
        every === null ? t('schedule.asNeeded') : formatDuration(every),
    },
    {
      id: 'last',
      title: lastTitle,
      render: ({ lastAt }) => (
        <Figure value={lastAt && <TimeText at={lastAt} />} reason={neverText} />
      ),
    },
    {
      id: 'next',
      title: t('schedule.next'),
      render: ({ nextDueAt }) => (
        <Figure
          value={nextDueAt && <TimeText at={nextDueAt} />}
          reason={t('schedule.noNext')}
        />
      ),
    },
    {
      id: 'reason',
      title: t('schedule.why'),
      render: ({ reason }) => <Prose>{reason}</Prose>,
      minWidth: '12rem',
    },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={({ id }) => id}
    />
  );
}
