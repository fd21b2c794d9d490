import { PatchStatus } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { EvidenceLink } from '../../ui/EvidenceLink';
import { StateChip } from '../../ui/StateChip';
import { TimeText } from '../../ui/TimeText';

type Scan = PatchStatus['scans'][number];

/** The scans that the findings come from, with their age. @internal */
export function ScansBlock(props: { patch: PatchStatus }) {
  const { scans } = props.patch;
  const { t } = useOperationsTranslation();
  const columns: Column<Scan>[] = [
    {
      id: 'scanner',
      title: t('patch.scanner'),
      render: ({ scanner, evidence }) =>
        evidence ? (
          <EvidenceLink id={evidence}>{scanner}</EvidenceLink>
        ) : (
          scanner
        ),
    },
    { id: 'scope', title: t('patch.scope'), render: ({ scope }) => scope },
    {
      id: 'completed',
      title: t('patch.scanned'),
      render: ({ completedAt }) => <TimeText at={completedAt} />,
    },
    {
      id: 'status',
      title: t('patch.scanState'),
      render: ({ status, stale }) => {
        if (status !== 'success') {
          return <StateChip tone="bad">{status}</StateChip>;
        }
        return stale ? (
          <StateChip tone="warn">{t('patch.scanStale')}</StateChip>
        ) : (
          <StateChip tone="good">{t('patch.scanFresh')}</StateChip>
        );
      },
    },
  ];
  return (
    <Block title={t('patch.scans')}>
      <DataTable
        caption={t('patch.scans')}
        columns={columns}
        rows={scans}
        rowKey={({ scanner, scope }) => `${scanner} ${scope}`}
        empty={t('patch.neverScanned')}
        first={6}
      />
    </Block>
  );
}
