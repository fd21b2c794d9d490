import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  note: { color: theme.palette.text.secondary, fontSize: '0.75rem' },
  mono: {
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    fontSize: '0.75rem',
    overflowWrap: 'anywhere',
  },
}));

/** Quiet text beside what matters. @internal */
export function Note(props: { children: ReactNode }) {
  const { children } = props;
  const classes = useStyles();
  return <span className={classes.note}>{children}</span>;
}

/** Identifiers and digests. @internal */
export function Mono(props: { children: ReactNode; title?: string }) {
  const { children, title } = props;
  const classes = useStyles();
  return (
    <code className={classes.mono} title={title}>
      {children}
    </code>
  );
}
