import {
  FleetGroup,
  FleetSummary,
} from '@backstage-operations/plugin-operations-common';
import Link from '@material-ui/core/Link';
import { useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { GateCounts } from '../../ui/GateCounts';
import { VerdictCounts } from '../../ui/VerdictCounts';
import { Note } from '../../ui/Wording';

/** A reference by its name alone; anything else as it is. */
const nameOf = (key: string) => key.replace(/^\w+:(default\/)?/, '');

/** One row per group; its name narrows the list below to it. @internal */
export function GroupTable(props: {
  summary: FleetSummary;
  onChoose: (key: string) => void;
}) {
  const { summary, onChoose } = props;
  const { t } = useOperationsTranslation();
  const columns: Column<FleetGroup>[] = [
    {
      id: 'key',
      title: t(`fleet.by.${summary.groupBy}`),
      minWidth: '10rem',
      render: ({ key }) =>
        key === null ? (
          <Note>{t('fleet.noGroup')}</Note>
        ) : (
          <Link
            component="button"
            variant="inherit"
            align="left"
            onClick={() => onChoose(key)}
            title={key}
          >
            {nameOf(key)}
          </Link>
        ),
    },
    {
      id: 'entities',
      title: t('fleet.count'),
      align: 'right',
      render: ({ entities }) => entities,
    },
    {
      id: 'gates',
      title: t('fleet.gates'),
      minWidth: '14rem',
      render: ({ gates }) => <GateCounts counts={gates} />,
    },
    {
      id: 'verdicts',
      title: t('counts.label'),
      minWidth: '16rem',
      render: ({ verdicts }) => <VerdictCounts counts={verdicts} />,
    },
  ];
  return (
    <DataTable
      caption={t('fleet.summary')}
      columns={columns}
      rows={summary.groups}
      rowKey={({ key }) => key ?? ''}
      empty={t('fleet.empty')}
      first={10}
    />
  );
}
