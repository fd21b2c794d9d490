import { Metric, RollUp } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';
import { StateChip } from '../../ui/StateChip';
import { Note } from '../../ui/Wording';
import { metricText } from './metricText';
import { OperationsLink } from './OperationsLink';

type RollUpMetric = RollUp['metrics'][number];

/** Per metric: how many members meet the target of how many, how many are not known, and the worst. @internal */
export function RollUpMetrics(props: {
  rollUp: RollUp;
  /** The entity's own metrics, for their units. */
  metrics: readonly Metric[];
}) {
  const { rollUp, metrics } = props;
  const { t } = useOperationsTranslation();
  const titleOf = (entityRef: string) =>
    rollUp.members.find(member => member.entityRef === entityRef)?.title;
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
      render: ({ id, worst }) => (
        <Figure
          value={
            worst && (
              <>
                <OperationsLink entityRef={worst.entityRef}>
                  {titleOf(worst.entityRef)}
                </OperationsLink>{' '}
                {metricText(metrics, id, worst.value)}
              </>
            )
          }
          reason={t('rollUp.noWorst')}
        />
      ),
    },
    {
      id: 'pooled',
      title: t('rollUp.pooled'),
      render: ({ id, pooled }) =>
        pooled && (
          <>
            <Figure
              value={metricText(metrics, id, pooled.value)}
              reason={pooled.reason}
            />{' '}
            {pooled.n !== undefined && <Note>{`n = ${pooled.n}`}</Note>}
          </>
        ),
    },
  ];
  return (
    <Block title={t('rollUp.metrics')}>
      <DataTable
        caption={t('rollUp.metrics')}
        columns={columns}
        rows={rollUp.metrics}
        rowKey={({ id }) => id}
      />
    </Block>
  );
}
