import { PatchStatus } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { StateChip } from '../../ui/StateChip';
import { Note } from '../../ui/Wording';

const severities = ['critical', 'high', 'medium', 'low', 'unknown'] as const;

type Severity = (typeof severities)[number];

/** How many open findings of each severity are overdue, due soon or later. @internal */
export function DueBlock(props: { patch: PatchStatus }) {
  const { due } = props.patch;
  const { t } = useOperationsTranslation();
  const rows = severities.filter(severity =>
    due.some(({ open }) => open[severity] > 0),
  );
  if (rows.length === 0) return null;
  const columns: Column<Severity>[] = [
    {
      id: 'severity',
      title: t('patch.severityTitle'),
      render: severity => t(`patch.severity.${severity}`),
    },
    ...due.map(
      ({ within, open }): Column<Severity> => ({
        id: within,
        title: t(`patch.dueWithin.${within}`),
        align: 'right',
        render: severity => {
          const count = open[severity] ?? 0;
          if (count === 0) return <Note>0</Note>;
          return within === 'overdue' ? (
            <StateChip tone="bad">{String(count)}</StateChip>
          ) : (
            String(count)
          );
        },
      }),
    ),
  ];
  return (
    <Block title={t('patch.dueTitle')}>
      <DataTable
        caption={t('patch.dueTitle')}
        columns={columns}
        rows={rows}
        rowKey={severity => severity}
      />
    </Block>
  );
}
