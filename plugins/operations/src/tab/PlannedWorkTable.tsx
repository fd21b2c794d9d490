import { Link } from '@backstage/core-components';
import { personName } from '../format/person';
import { useOperationsTranslation } from '../translation';
import { Column, DataTable } from '../ui/DataTable';
import { Figure } from '../ui/Figure';
import { StateChip } from '../ui/StateChip';
import { TimeText } from '../ui/TimeText';
import { Note } from '../ui/Wording';

interface PlannedWork {
  title: string;
  status: string;
  dueAt?: string;
  overdue?: boolean;
  source?: string;
  priority?: string;
  validatedAt?: string;
  url?: string;
  owner?: string;
  incident?: string;
}

/** Work that is planned, with its due date. @internal */
export function PlannedWorkTable(props: {
  caption: string;
  rows: readonly PlannedWork[];
  empty: string;
}) {
  const { caption, rows, empty } = props;
  const { t } = useOperationsTranslation();
  const columns: Column<PlannedWork>[] = [
    {
      id: 'title',
      title: t('work.title'),
      minWidth: '12rem',
      render: ({ title, url, source, priority, owner, incident }) => (
        <>
          {url ? <Link to={url}>{title}</Link> : title}{' '}
          <Note>
            {[source, incident, priority, owner && personName(owner)]
              .filter(Boolean)
              .join(' · ')}
          </Note>
        </>
      ),
    },
    {
      id: 'status',
      title: t('work.status'),
      render: ({ status, validatedAt }) => (
        <>
          {status}
          {validatedAt && (
            <>
              {' '}
              <StateChip tone="good">{t('work.validated')}</StateChip>
            </>
          )}
        </>
      ),
    },
    {
      id: 'due',
      title: t('work.due'),
      render: ({ dueAt, overdue }) => (
        <>
          <Figure
            value={dueAt && <TimeText at={dueAt} />}
            reason={t('work.noDue')}
          />{' '}
          {overdue && <StateChip tone="bad">{t('work.overdue')}</StateChip>}
        </>
      ),
    },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={({ title, dueAt, incident }) => `${title} ${dueAt} ${incident}`}
      empty={empty}
      first={8}
    />
  );
}
