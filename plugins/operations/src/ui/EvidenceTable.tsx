import { EvidenceRef } from '@backstage-operations/plugin-operations-common';
import { sentenceCase } from '../format/sentenceCase';
import { useOperationsTranslation } from '../translation';
import { Column, DataTable } from './DataTable';
import { EvidenceLink } from './EvidenceLink';
import { PersonText } from './PersonText';
import { TimeText } from './TimeText';
import { Mono } from './Wording';

/** The records behind a verdict, each with a link to what was said. @internal */
export function EvidenceTable(props: {
  evidence: readonly EvidenceRef[];
  caption: string;
}) {
  const { evidence, caption } = props;
  const { t } = useOperationsTranslation();
  const columns: Column<EvidenceRef>[] = [
    {
      id: 'kind',
      title: t('evidence.kind'),
      render: ({ id, kind }) => (
        <EvidenceLink id={id}>{sentenceCase(kind)}</EvidenceLink>
      ),
    },
    {
      id: 'source',
      title: t('evidence.source'),
      render: ({ source }) => source,
    },
    {
      id: 'observedAt',
      title: t('evidence.observedAt'),
      render: ({ observedAt }) => <TimeText at={observedAt} />,
    },
    {
      id: 'submittedBy',
      title: t('evidence.submittedBy'),
      render: ({ submittedBy }) =>
        submittedBy ? (
          <PersonText entityRef={submittedBy} />
        ) : (
          t('evidence.byMachine')
        ),
    },
    {
      id: 'digest',
      title: t('evidence.digest'),
      render: ({ materialDigest }) => (
        <Mono title={materialDigest}>{materialDigest.slice(0, 12)}</Mono>
      ),
    },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={evidence}
      rowKey={({ id }) => id}
      empty={t('evidence.none')}
      first={8}
    />
  );
}
