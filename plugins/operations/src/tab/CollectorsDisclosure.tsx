import { Overview } from '@backstage-operations/plugin-operations-common';
import { sentenceCase } from '../format/sentenceCase';
import { useOperationsTranslation } from '../translation';
import { Column, DataTable } from '../ui/DataTable';
import { Disclosure } from '../ui/Disclosure';
import { Figure } from '../ui/Figure';
import { StateChip } from '../ui/StateChip';
import { TimeText } from '../ui/TimeText';

type Collector = Overview['collectors'][number];

/** Every collector that fills this tab: what it reads, when it last worked, and what went wrong. @internal */
export function CollectorsDisclosure(props: { overview: Overview }) {
  const { collectors } = props.overview;
  const { t } = useOperationsTranslation();
  if (collectors.length === 0) return null;
  const columns: Column<Collector>[] = [
    {
      id: 'collector',
      title: t('collectors.name'),
      render: ({ id }) => sentenceCase(id),
    },
    {
      id: 'target',
      title: t('collectors.reads'),
      render: ({ target }) => target || t('collectors.entity'),
      minWidth: '10rem',
    },
    {
      id: 'success',
      title: t('collectors.lastSuccess'),
      render: ({ lastSuccessAt }) => (
        <Figure
          value={lastSuccessAt && <TimeText at={lastSuccessAt} />}
          reason={t('status.collectorNever')}
        />
      ),
    },
    {
      id: 'run',
      title: t('collectors.lastRun'),
      render: ({ lastRunAt }) => (
        <Figure value={lastRunAt && <TimeText at={lastRunAt} />} />
      ),
    },
    {
      id: 'state',
      title: t('collectors.state'),
      render: ({ error }) =>
        error ? (
          <>
            <StateChip tone="bad">{t('collectors.failing')}</StateChip> {error}
          </>
        ) : (
          <StateChip tone="good">{t('collectors.healthy')}</StateChip>
        ),
      minWidth: '12rem',
    },
  ];
  return (
    <Disclosure title={t('collectors.title', { count: collectors.length })}>
      <DataTable
        caption={t('collectors.caption')}
        columns={columns}
        rows={collectors}
        rowKey={({ id, target }) => `${id} ${target ?? ''}`}
      />
    </Disclosure>
  );
}
