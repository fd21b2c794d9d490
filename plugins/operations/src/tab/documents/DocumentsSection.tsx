import { Link } from '@backstage/core-components';
import {
  DocumentSection,
  Overview,
} from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';
import { PersonText } from '../../ui/PersonText';
import { SectionCard } from '../../ui/SectionCard';
import { TimeText } from '../../ui/TimeText';
import { VerdictChip } from '../../ui/VerdictChip';
import { Note } from '../../ui/Wording';
import { Missing } from '../Missing';

type Document = DocumentSection['documents'][number];

/** The documents that the scorecards ask for: found or not, reachable, and when they were reviewed. @internal */
export function DocumentsSection(props: { overview: Overview }) {
  const { overview } = props;
  const { documents } = overview.documents;
  const { t } = useOperationsTranslation();
  const columns: Column<Document>[] = [
    {
      id: 'title',
      title: t('documents.document'),
      minWidth: '12rem',
      render: ({ title, url }) => (url ? <Link to={url}>{title}</Link> : title),
    },
    {
      id: 'verdict',
      title: t('schedule.verdict'),
      render: ({ verdict }) => <VerdictChip verdict={verdict} />,
    },
    {
      id: 'reviewed',
      title: t('documents.reviewed'),
      render: ({ reviewedAt }) => (
        <Figure
          value={reviewedAt && <TimeText at={reviewedAt} />}
          reason={t('documents.neverReviewed')}
        />
      ),
    },
    {
      id: 'owner',
      title: t('documents.owner'),
      render: ({ owner }) => (
        <Figure
          value={owner && <PersonText entityRef={owner} />}
          reason={t('documents.noOwner')}
        />
      ),
    },
    {
      id: 'reason',
      title: t('schedule.why'),
      minWidth: '12rem',
      render: ({ reason }) => <Note>{reason}</Note>,
    },
  ];
  const current = documents.filter(({ verdict }) => verdict === 'pass').length;
  return (
    <SectionCard
      id="documents"
      title={t('section.documents')}
      summary={
        documents.length > 0 &&
        t('documents.summary', {
          current: String(current),
          total: String(documents.length),
        })
      }
    >
      <DataTable
        caption={t('section.documents')}
        columns={columns}
        rows={documents}
        rowKey={({ type }) => type}
        empty={t('documents.none')}
        first={12}
      />
      <Missing overview={overview} of={['documents']} />
    </SectionCard>
  );
}
