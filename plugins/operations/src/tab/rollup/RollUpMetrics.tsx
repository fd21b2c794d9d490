import { RollUp } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';
import { StateChip } from '../../ui/StateChip';
import { OperationsLink } from './OperationsLink';

type RollUpMetric = RollUp['metrics'][number];

/** Per metric: how many members meet the target of how many, how many are not known, and the worst. @internal */
export function RollUpMetrics(props: { rollUp: RollUp }) {
  const { metrics } = props.rollUp;
  const { t } = useOperationsTranslation();
  const columns: Column<RollUpMetric>[] = [
    {
      id: 'title',
      title: t('rollUp.metric'),
      render: ({ title }) => title,
      minWidth: '10rem',
    },
    {
      id: 'meets',
      title: t('rollUp.meets'),
      render: ({ meets, misses, unknown }) =>
        t('rollUp.ofTotal', {
          meets: String(meets),
          total: String(meets + misses + unknown),
        }),
    },
    {
      id: 'misses',
      title: t('rollUp.misses'),
      render: ({ misses }) =>
        misses > 0 ? <StateChip tone="bad">{misses}</StateChip> : misses,
    },
    {
      id: 'unknown',
      title: t('rollUp.unknown'),
      render: ({ unknown }) =>
        unknown > 0 ? <StateChip tone="unknown">{unknown}</StateChip> : unknown,
    },
    {
      id: 'worst',
      title: t('rollUp.worst'),
      render: ({ worst }) => (
        <Figure
          value={worst && <OperationsLink entityRef={worst.entityRef} />}
          reason={t('rollUp.noWorst')}
        />
      ),
    },
  ];
  return (
    <Block title={t('rollUp.metrics')}>
      <DataTable
        caption={t('rollUp.metrics')}
        columns={columns}
        rows={metrics}
        rowKey={({ id }) => id}
      />
    </Block>
  );
}
