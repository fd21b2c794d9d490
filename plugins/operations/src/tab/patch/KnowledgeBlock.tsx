import { PatchStatus } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { TimeText } from '../../ui/TimeText';
import { Note } from '../../ui/Wording';

type Source = PatchStatus['knowledge'][number];

/** Which catalogues say what is exploited and how likely, and how old they are. @internal */
export function KnowledgeBlock(props: { patch: PatchStatus }) {
  const { knowledge } = props.patch;
  const { t } = useOperationsTranslation();
  const columns: Column<Source>[] = [
    {
      id: 'feed',
      title: t('patch.feed'),
      render: ({ feed }) => t(`patch.feedName.${feed}`),
    },
    {
      id: 'origin',
      title: t('patch.feedFrom'),
      render: ({ origin, error }) => (
        <>
          {t(`patch.origin.${origin}`)}
          {error && (
            <>
              {' '}
              <Note>{t('patch.feedFailed', { error })}</Note>
            </>
          )}
        </>
      ),
      minWidth: '12rem',
    },
    {
      id: 'entries',
      title: t('patch.feedEntries'),
      align: 'right',
      render: ({ entries }) => entries.toLocaleString(),
    },
    {
      id: 'published',
      title: t('patch.feedPublished'),
      render: ({ publishedAt }) => <TimeText at={publishedAt} />,
    },
  ];
  return (
    <Block title={t('patch.knowledge')}>
      <DataTable
        caption={t('patch.knowledge')}
        columns={columns}
        rows={knowledge}
        rowKey={({ feed }) => feed}
        empty={t('patch.noKnowledge')}
      />
    </Block>
  );
}
