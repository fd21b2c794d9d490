import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 8rem), 1fr))',
    gap: theme.spacing(1.25, 2.5),
    [theme.breakpoints.up('sm')]: {
      gridTemplateColumns: 'repeat(auto-fill, minmax(11rem, 1fr))',
    },
    margin: 0,
  },
  wide: { [theme.breakpoints.up('sm')]: { gridColumn: 'span 2' } },
  name: { color: theme.palette.text.secondary, fontSize: '0.75rem' },
  value: {
    margin: 0,
    fontSize: '0.875rem',
    fontWeight: 500,
    fontVariantNumeric: 'tabular-nums',
    overflowWrap: 'anywhere',
  },
  rule: {
    margin: 0,
    color: theme.palette.text.secondary,
    fontSize: '0.6875rem',
    overflowWrap: 'anywhere',
  },
}));

/** Named figures side by side, aligned in columns. @internal */
export function Facts(props: {
  items: readonly {
    name: string;
    value: ReactNode;
    /** How the figure is worked out, in a line. */
    rule?: string;
    /** Takes the room of two where there is any. */
    wide?: boolean;
  }[];
}) {
  const { items } = props;
  const classes = useStyles();
  return (
    <dl className={classes.list}>
      {items.map((item, index) => (
        <div
          key={`${item.name} ${index}`}
          className={item.wide ? classes.wide : undefined}
        >
          <dt className={classes.name}>{item.name}</dt>
          <dd className={classes.value}>{item.value}</dd>
          {item.rule && <dd className={classes.rule}>{item.rule}</dd>}
        </div>
      ))}
    </dl>
  );
}
