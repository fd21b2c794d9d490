import { makeStyles } from '@material-ui/core/styles';
import { Fragment, ReactNode } from 'react';
import { formatProse } from '../format/prose';

const useStyles = makeStyles(theme => ({
  note: { color: theme.palette.text.secondary, fontSize: '0.75rem' },
  mono: {
    fontFamily: 'ui-monospace, SFMono-Regular, Menlo, Consolas, monospace',
    fontSize: '0.75rem',
    overflowWrap: 'anywhere',
  },
}));

/** A sentence of the backend: dates in the reader's zone, and what stands in backticks as code. @internal */
export function Prose(props: { children: string }) {
  const parts = props.children.split('`');
  return (
    <>
      {parts.map((part, index) => {
        const key = `${index} ${part}`;
        return index % 2 === 1 ? (
          <Mono key={key}>{part}</Mono>
        ) : (
          <Fragment key={key}>{formatProse(part)}</Fragment>
        );
      })}
    </>
  );
}

/** Quiet text beside what matters; a sentence is shown as {@link Prose}. @internal */
export function Note(props: { children: ReactNode }) {
  const { children } = props;
  const classes = useStyles();
  return (
    <span className={classes.note}>
      {typeof children === 'string' ? <Prose>{children}</Prose> : children}
    </span>
  );
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
