import { IncidentSection } from '@backstage-operations/plugin-operations-common';
import { formatProse } from '../../format/prose';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';

type Target = IncidentSection['responseTargets'][number];

/** Response targets per severity, kept and missed. @internal */
export function ResponseTargets(props: { section: IncidentSection }) {
  const { responseTargets } = props.section;
  const { t } = useOperationsTranslation();
  const columns: Column<Target>[] = [
    {
      id: 'severity',
      title: t('incidents.severity'),
      render: ({ severity }) => severity,
    },
    {
      id: 'target',
      title: t('incidents.target'),
      render: ({ target }) => formatProse(target),
    },
    {
      id: 'kept',
      title: t('incidents.kept'),
      align: 'right',
      render: ({ kept }) => kept,
    },
    {
      id: 'missed',
      title: t('incidents.missed'),
      align: 'right',
      render: ({ missed }) => missed,
    },
    {
      id: 'pending',
      title: t('incidents.pending'),
      align: 'right',
      render: ({ pending }) => pending,
    },
  ];
  return (
    <Block title={t('incidents.targets')} note={t('incidents.rule.targets')}>
      <DataTable
        caption={t('incidents.targets')}
        columns={columns}
        rows={responseTargets}
        rowKey={({ severity }) => severity}
        empty={t('incidents.noneInWindow')}
      />
    </Block>
  );
}
