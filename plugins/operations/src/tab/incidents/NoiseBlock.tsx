import { IncidentSection } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';

type Rule = NonNullable<IncidentSection['noise']>[number];

/** Which alerting rules cry wolf: the noisiest first, so that their thresholds can be tuned. @internal */
export function NoiseBlock(props: { section: IncidentSection }) {
  const { noise } = props.section;
  const { t } = useOperationsTranslation();
  // A backend of an earlier version does not tell.
  if (!noise) return null;
  const columns: Column<Rule>[] = [
    { id: 'rule', title: t('noise.rule'), render: ({ rule }) => rule },
    {
      id: 'alerts',
      title: t('noise.alerts'),
      align: 'right',
      render: ({ alerts }) => alerts,
    },
    {
      id: 'duplicates',
      title: t('noise.duplicates'),
      align: 'right',
      render: ({ duplicates }) => duplicates,
    },
    {
      id: 'flapping',
      title: t('noise.flapping'),
      align: 'right',
      render: ({ flapping }) => flapping,
    },
    {
      id: 'withoutAction',
      title: t('noise.withoutAction'),
      align: 'right',
      render: ({ withoutAction }) => (
        <Figure value={withoutAction} reason={t('noise.actionUnknown')} />
      ),
    },
  ];
  return (
    <Block title={t('noise.title')}>
      <DataTable
        caption={t('noise.title')}
        columns={columns}
        rows={noise}
        rowKey={({ rule }) => rule}
        empty={t('noise.none')}
      />
    </Block>
  );
}
