import {
  Metric,
  RollUp,
  RollUpMember,
} from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';
import { StateChip } from '../../ui/StateChip';
import { OperationsLink } from './OperationsLink';
import { metricText } from './metricText';

/** Every figure of every member, those that miss their target marked. @internal */
export function FiguresBlock(props: {
  rollUp: RollUp;
  /** The entity's own metrics, for their units. */
  metrics: readonly Metric[];
}) {
  const { rollUp, metrics } = props;
  const { t } = useOperationsTranslation();
  const columns: Column<RollUpMember>[] = [
    {
      id: 'entity',
      title: t('rollUp.entity'),
      minWidth: '9rem',
      render: ({ entityRef, title }) => (
        <OperationsLink entityRef={entityRef}>{title}</OperationsLink>
      ),
    },
    ...rollUp.metrics.map(
      ({ id, title }): Column<RollUpMember> => ({
        id,
        title,
        render: member => {
          const own = member.metrics[id];
          const text = own && metricText(metrics, id, own.value);
          return own?.meets === false ? (
            <StateChip tone="bad">{text ?? t('metrics.misses')}</StateChip>
          ) : (
            <Figure value={text} reason={t('metrics.unknown')} />
          );
        },
      }),
    ),
  ];
  return (
    <Block title={t('rollUp.figures')}>
      <DataTable
        caption={t('rollUp.figures')}
        columns={columns}
        rows={rollUp.members}
        rowKey={({ entityRef }) => entityRef}
        empty={t('rollUp.noMembers')}
        first={25}
      />
    </Block>
  );
}
