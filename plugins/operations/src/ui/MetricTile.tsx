import Link from '@material-ui/core/Link';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { notKnown } from '../format/value';
import { Sparkline, TrendPoint } from './Sparkline';
import { StateChip } from './StateChip';
import { Tone } from './tone';
import { Prose } from './Wording';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gridTemplateRows: 'auto auto auto 1fr',
    gap: theme.spacing(0.25),
    padding: theme.spacing(1.5),
    minWidth: 0,
  },
  title: { fontSize: '0.8125rem', fontWeight: 600 },
  figure: {
    display: 'flex',
    alignItems: 'flex-end',
    justifyContent: 'space-between',
    gap: theme.spacing(1),
    minHeight: 38,
  },
  value: {
    fontSize: '1.5rem',
    lineHeight: 1.3,
    fontWeight: 700,
    fontVariantNumeric: 'tabular-nums',
    whiteSpace: 'nowrap',
    flex: 'none',
  },
  target: { whiteSpace: 'nowrap' },
  note: {
    color: theme.palette.text.secondary,
    fontSize: '0.75rem',
    lineHeight: 1.45,
    overflowWrap: 'break-word',
  },
}));

/** A figure with its target, sample and trend; a dash and the reason where it is not known. @internal */
export function MetricTile(props: {
  title: string;
  /** Opens what stands behind the figure. */
  open: { label: string; act: () => void };
  /** The figure as text; undefined when it is not known. */
  value?: string;
  /** How it stands against its target. */
  state: { tone: Tone; text: string };
  /** Says why there is no value, or what qualifies it. */
  reason?: string;
  /** The target in words. */
  target: string;
  /** Sample size and window in words. */
  sample?: string;
  trend?: { points: readonly TrendPoint[]; label: string };
}) {
  const { title, open, value, state, reason, target, sample, trend } = props;
  const classes = useStyles();
  return (
    <Paper
      component="article"
      variant="outlined"
      className={classes.root}
      aria-label={title}
    >
      <Link
        component="button"
        color="inherit"
        align="left"
        className={classes.title}
        onClick={open.act}
        aria-label={open.label}
      >
        {title}
      </Link>
      <div className={classes.figure}>
        <span className={classes.value}>{value ?? notKnown}</span>
        {trend && <Sparkline points={trend.points} label={trend.label} />}
      </div>
      <div className={classes.note}>
        <StateChip tone={state.tone}>{state.text}</StateChip>{' '}
        <span className={classes.target}>{target}</span>
      </div>
      <div className={classes.note}>
        <Prose>{[sample, reason].filter(Boolean).join(' · ')}</Prose>
      </div>
    </Paper>
  );
}
