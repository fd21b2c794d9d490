import {
  FleetGroup,
  FleetSummary,
  GateState,
} from '@backstage-operations/plugin-operations-common';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import { useOperationsTranslation } from '../../translation';
import { Column, DataTable } from '../../ui/DataTable';
import { GateChip } from '../../ui/GateChip';
import { VerdictCounts } from '../../ui/VerdictCounts';
import { Note } from '../../ui/Wording';

const gates: readonly GateState[] = [
  'blocked',
  'reopened',
  'awaiting-signoff',
  'approved',
  'not-applicable',
];

const useStyles = makeStyles(theme => ({
  gates: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(0.25, 1.5) },
}));

/** One row per group; its name narrows the list below to it. @internal */
export function GroupTable(props: {
  summary: FleetSummary;
  onChoose: (key: string) => void;
}) {
  const { summary, onChoose } = props;
  const classes = useStyles();
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
          >
            {key}
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
      render: group => (
        <div className={classes.gates}>
          {gates
            .filter(gate => group.gates[gate] > 0)
            .map(gate => (
              <span key={gate}>
                <GateChip state={gate} /> {group.gates[gate]}
              </span>
            ))}
        </div>
      ),
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
