import { LogEntry } from '@backstage-operations/plugin-operations-common';
import { OperationsLink } from '../../tab/rollup/OperationsLink';
import { useOperationsTranslation } from '../../translation';
import { CopyExample } from '../../ui/CopyExample';
import { Column, DataTable } from '../../ui/DataTable';
import { Disclosure } from '../../ui/Disclosure';
import { Figure } from '../../ui/Figure';
import { PersonText } from '../../ui/PersonText';
import { TimeText } from '../../ui/TimeText';
import { Mono } from '../../ui/Wording';

/** Entries of the log with the exact text that was hashed. @internal */
export function LogTable(props: { entries: readonly LogEntry[] }) {
  const { entries } = props;
  const { t } = useOperationsTranslation();
  const columns: Column<LogEntry>[] = [
    {
      id: 'index',
      title: t('log.index'),
      align: 'right',
      render: ({ index }) => (
        <Figure value={index?.toString()} reason={t('log.unnumbered')} />
      ),
    },
    {
      id: 'at',
      title: t('log.at'),
      render: ({ at }) => <TimeText at={at} />,
    },
    { id: 'type', title: t('log.by.type'), render: ({ type }) => type },
    {
      id: 'entity',
      title: t('log.by.entityRef'),
      render: ({ entityRef }) => (
        <Figure
          value={entityRef && <OperationsLink entityRef={entityRef} />}
          reason={t('log.noEntity')}
        />
      ),
    },
    {
      id: 'actor',
      title: t('log.by.actor'),
      render: ({ actor }) => <PersonText entityRef={actor} />,
    },
    {
      id: 'body',
      title: t('log.body'),
      minWidth: '16rem',
      render: ({ body, leaf }) => (
        <Disclosure title={<Mono title={leaf}>{leaf.slice(0, 12)}</Mono>}>
          <CopyExample text={body} label={t('log.body')} />
        </Disclosure>
      ),
    },
  ];
  return (
    <DataTable
      caption={t('log.title')}
      columns={columns}
      rows={entries}
      rowKey={({ leaf }) => leaf}
      empty={t('log.none')}
    />
  );
}
