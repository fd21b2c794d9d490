import { AuditSection } from '@backstage-operations/plugin-operations-common';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Column, DataTable } from '../../ui/DataTable';
import { Figure } from '../../ui/Figure';
import { StateChip } from '../../ui/StateChip';
import { TimeText } from '../../ui/TimeText';
import { Prose } from '../../ui/Wording';

type Finding = AuditSection['findings']['items'][number];

/** What audits found, with due dates. @internal */
export function AuditFindings(props: { findings: AuditSection['findings'] }) {
  const { findings } = props;
  const { t } = useOperationsTranslation();
  const columns: Column<Finding>[] = [
    {
      id: 'title',
      title: t('audits.finding'),
      render: ({ title }) => title,
      minWidth: '14rem',
    },
    {
      id: 'audit',
      title: t('audits.audit'),
      render: ({ audit }) => <Prose>{audit}</Prose>,
    },
    {
      id: 'severity',
      title: t('audits.severity'),
      render: ({ severity }) => (
        <Figure value={severity} reason={t('audits.unrated')} />
      ),
    },
    {
      id: 'due',
      title: t('work.due'),
      render: ({ dueAt, closedAt, overdue }) => (
        <>
          <Figure
            value={dueAt && <TimeText at={dueAt} />}
            reason={t('work.noDue')}
          />{' '}
          {overdue && <StateChip tone="bad">{t('work.overdue')}</StateChip>}
          {closedAt && <StateChip tone="good">{t('audits.closed')}</StateChip>}
        </>
      ),
    },
  ];
  return (
    <Block
      title={t('audits.findings')}
      note={t('audits.closedOf', {
        closed: String(findings.closed),
        total: String(findings.closed + findings.open),
      })}
    >
      <DataTable
        caption={t('audits.findings')}
        columns={columns}
        rows={findings.items}
        rowKey={({ id, audit }) => `${audit} ${id}`}
        empty={t('audits.noFindings')}
        first={8}
      />
    </Block>
  );
}
