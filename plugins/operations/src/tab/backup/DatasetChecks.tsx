import {
  BackupCheck,
  DatasetStatus,
} from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { VerdictChip } from '../../ui/VerdictChip';
import { Prose } from '../../ui/Wording';

/** The five parts of a data set's compliance, the worst of which is its verdict. @internal */
export function DatasetChecks(props: { dataset: DatasetStatus }) {
  const { dataset } = props;
  const { t } = useOperationsTranslation();
  const columns: Column<BackupCheck>[] = [
    {
      id: 'check',
      title: t('backup.check'),
      render: ({ id }) => t(`backup.checkName.${id}`),
      minWidth: '6.5rem',
    },
    {
      id: 'verdict',
      title: t('backup.verdict'),
      render: ({ verdict }) => <VerdictChip verdict={verdict} />,
    },
    {
      id: 'reason',
      title: t('backup.why'),
      render: ({ reason }) => <Prose>{reason}</Prose>,
      minWidth: '12rem',
    },
  ];
  return (
    <DataTable
      caption={t('backup.checks', { dataset: dataset.dataset })}
      columns={columns}
      rows={dataset.checks}
      rowKey={({ id }) => id}
    />
  );
}
