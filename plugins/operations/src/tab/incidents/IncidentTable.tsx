import { Link } from '@backstage/core-components';
import {
  IncidentSection,
  IncidentStatus,
} from '@backstage-operations/plugin-operations-common';
import { formatElapsed } from '../../format/duration';
import { Translate, useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { EvidenceLink } from '../../ui/EvidenceLink';
import { Figure } from '../../ui/Figure';
import { StateChip } from '../../ui/StateChip';
import { TimeText } from '../../ui/TimeText';
import { Note } from '../../ui/Wording';

function Response(props: { incident: IncidentStatus; t: Translate }) {
  const { incident, t } = props;
  const { ackSeconds, responseKept, responseTargetSeconds } = incident;
  return (
    <>
      <Figure
        value={formatElapsed(ackSeconds)}
        reason={t('incidents.notAcknowledged')}
      />{' '}
      {responseKept !== null && (
        <StateChip tone={responseKept ? 'good' : 'bad'}>
          {t(responseKept ? 'incidents.kept' : 'incidents.missed')}
        </StateChip>
      )}{' '}
      {responseTargetSeconds !== undefined && (
        <Note>
          {t('incidents.within', {
            target: formatElapsed(responseTargetSeconds) ?? '',
          })}
        </Note>
      )}
    </>
  );
}

/** The newest incidents, each with its response target kept or missed. @internal */
export function IncidentTable(props: { section: IncidentSection }) {
  const { incidents, total } = props.section;
  const { t } = useOperationsTranslation();
  const columns: Column<IncidentStatus>[] = [
    {
      id: 'started',
      title: t('incidents.started'),
      render: ({ startedAt }) => <TimeText at={startedAt} />,
    },
    {
      id: 'severity',
      title: t('incidents.severity'),
      render: ({ severity }) => (
        <Figure value={severity} reason={t('incidents.noSeverity')} />
      ),
    },
    {
      id: 'title',
      title: t('incidents.title'),
      minWidth: '11rem',
      render: ({ id, title, url, notes }) => (
        <>
          {url ? (
            <Link to={url}>{title}</Link>
          ) : (
            <EvidenceLink id={id}>{title}</EvidenceLink>
          )}{' '}
          <Note>{notes.join(' · ')}</Note>
        </>
      ),
    },
    {
      id: 'impact',
      title: t('incidents.impact'),
      minWidth: '5.5rem',
      render: ({ impact, status }) => (
        <>
          <div>{impact}</div>
          <Note>{status}</Note>
        </>
      ),
    },
    {
      id: 'response',
      minWidth: '9.5rem',
      title: t('incidents.response'),
      render: incident => <Response incident={incident} t={t} />,
    },
    {
      id: 'resolved',
      title: t('incidents.resolved'),
      render: ({ resolveSeconds }) => (
        <Figure
          value={formatElapsed(resolveSeconds)}
          reason={t('incidents.open')}
        />
      ),
    },
    {
      id: 'review',
      title: t('incidents.review'),
      render: ({ review }) => <Review review={review} t={t} />,
    },
  ];
  return (
    <>
      <DataTable
        caption={t('incidents.list')}
        columns={columns}
        rows={incidents}
        rowKey={({ id }) => id}
        empty={t('incidents.noneInWindow')}
        first={8}
      />
      {total > incidents.length && (
        <Note>
          {t('incidents.newest', {
            shown: String(incidents.length),
            total: String(total),
          })}
        </Note>
      )}
    </>
  );
}

function Review(props: { review: IncidentStatus['review']; t: Translate }) {
  const { review, t } = props;
  if (!review) return <Note>{t('incidents.noReviewDue')}</Note>;
  if (review.completedAt) {
    return <TimeText at={review.completedAt} show="relative" />;
  }
  return (
    <>
      {review.overdue && (
        <StateChip tone="bad">{t('incidents.reviewOverdue')}</StateChip>
      )}{' '}
      {review.dueAt && <TimeText at={review.dueAt} show="relative" />}
    </>
  );
}
