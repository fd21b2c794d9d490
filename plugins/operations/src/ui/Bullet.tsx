import { makeStyles, useTheme } from '@material-ui/core/styles';
import { Tone, toneColor } from './tone';

const useStyles = makeStyles(theme => ({
  track: {
    position: 'relative',
    height: 8,
    borderRadius: 4,
    background: theme.palette.action.hover,
    overflow: 'hidden',
  },
  bar: { position: 'absolute', top: 0, bottom: 0, left: 0, borderRadius: 4 },
  mark: {
    position: 'absolute',
    top: 0,
    bottom: 0,
    width: 2,
    background: theme.palette.text.primary,
  },
}));

/** A figure as a bar against its limit, which is the dark mark. @internal */
export function Bullet(props: {
  value: number;
  limit: number;
  tone: Tone;
  label: string;
}) {
  const { value, limit, tone, label } = props;
  const classes = useStyles();
  const theme = useTheme();
  const end = Math.max(value, limit) * 1.15 || 1;
  return (
    <div role="img" aria-label={label} title={label} className={classes.track}>
      <div
        className={classes.bar}
        style={{
          width: `${Math.max(0, Math.min(1, value / end)) * 100}%`,
          background: toneColor(theme, tone),
        }}
      />
      <div
        className={classes.mark}
        style={{ left: `${(limit / end) * 100}%` }}
      />
    </div>
  );
}
