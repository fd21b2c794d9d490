import { Link } from '@backstage/core-components';
import { CalendarEntry } from '@backstage-operations/plugin-operations-common';
import { OperationsLink } from '../../tab/rollup/OperationsLink';
import { formatSpan } from '../../format/time';
import { useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';
import { useNow } from '../../ui/Now';
import { StateChip } from '../../ui/StateChip';
import { PersonText } from '../../ui/PersonText';
import { TimeText } from '../../ui/TimeText';
import { Note } from '../../ui/Wording';

/** What can have a date. @internal */
export const entryTypes: readonly CalendarEntry['type'][] = [
  'maintenance-window',
  'maintenance-due',
  'audit-due',
  'drill-due',
  'proof-expires',
  'waiver-expires',
  'action-due',
  'signoff-expires',
];

/** The entries of the calendar in order, those that have passed marked. @internal */
export function Agenda(props: { entries: readonly CalendarEntry[] }) {
  const { entries } = props;
  const { t } = useOperationsTranslation();
  const now = useNow();
  const columns: Column<CalendarEntry>[] = [
    {
      id: 'when',
      minWidth: '15rem',
      title: t('calendar.when'),
      render: ({ starts, ends }) => (
        <>
          {ends ? (
            formatSpan(starts, ends)
          ) : (
            <TimeText at={starts} show="absolute" />
          )}
          <div>
            <Note>
              <TimeText at={starts} show="relative" />
            </Note>
          </div>
        </>
      ),
    },
    {
      id: 'type',
      title: t('calendar.type'),
      render: ({ type, starts, ends }) => (
        <StateChip tone={Date.parse(ends ?? starts) < now ? 'muted' : 'info'}>
          {t(`calendar.types.${type}`)}
        </StateChip>
      ),
    },
    {
      id: 'title',
      title: t('calendar.what'),
      minWidth: '14rem',
      render: ({ title, url, detail, recurrence }) => (
        <>
          {url ? <Link to={url}>{title}</Link> : title}{' '}
          {recurrence && <Note>{t('calendar.repeats')}</Note>}{' '}
          <Note>{detail}</Note>
        </>
      ),
    },
    {
      id: 'entity',
      title: t('rollUp.entity'),
      render: ({ entityRef }) => <OperationsLink entityRef={entityRef} />,
    },
    {
      id: 'owner',
      title: t('fleet.by.owner'),
      render: ({ owner }) => (
        <Figure
          value={owner && <PersonText entityRef={owner} />}
          reason={t('subject.noOwner')}
        />
      ),
    },
  ];
  return (
    <DataTable
      caption={t('calendar.title')}
      columns={columns}
      rows={entries}
      rowKey={({ id }) => id}
      empty={t('calendar.none')}
      first={100}
    />
  );
}
