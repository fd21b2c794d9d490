import { GateState } from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import { GateChip } from './GateChip';

const gates: readonly GateState[] = [
  'blocked',
  'reopened',
  'awaiting-signoff',
  'approved',
  'not-applicable',
];

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.25, 1.5),
    fontSize: '0.8125rem',
  },
}));

/** How many entities are in which gate state, worst first. @internal */
export function GateCounts(props: {
  counts: Partial<Record<GateState, number>>;
}) {
  const { counts } = props;
  const classes = useStyles();
  return (
    <div className={classes.root}>
      {gates
        .filter(gate => (counts[gate] ?? 0) > 0)
        .map(gate => (
          <span key={gate}>
            <GateChip state={gate} /> {counts[gate]}
          </span>
        ))}
    </div>
  );
}
