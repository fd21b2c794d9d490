import { makeStyles } from '@material-ui/core/styles';
import { formatDistance, formatInstant } from '../format/time';
import { useNow } from './Now';

const useStyles = makeStyles(theme => ({
  part: { [theme.breakpoints.up('sm')]: { whiteSpace: 'nowrap' } },
  aside: { color: theme.palette.text.secondary },
}));

/** An instant, absolute with its zone and relative to now. @internal */
export function TimeText(props: {
  at: string;
  /** `both` by default; the other form is in the title. */
  show?: 'both' | 'relative' | 'absolute';
}) {
  const { at, show = 'both' } = props;
  const classes = useStyles();
  const now = useNow();
  const absolute = formatInstant(at);
  const relative = formatDistance(at, now);
  const title = show === 'relative' ? absolute : relative;
  return (
    <time dateTime={at} title={`${title} (${at})`}>
      <span className={classes.part}>
        {show === 'relative' ? relative : absolute}
      </span>
      {show === 'both' && (
        <>
          {' '}
          <span className={`${classes.part} ${classes.aside}`}>
            · {relative}
          </span>
        </>
      )}
    </time>
  );
}
