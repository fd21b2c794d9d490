import { makeStyles, Theme } from '@material-ui/core/styles';
import { ReactElement, ReactNode } from 'react';
import { Tone, toneColor, toneGround } from './tone';

const useStyles = makeStyles<Theme, { tone: Tone }>(theme => ({
  root: {
    display: 'inline-flex',
    verticalAlign: 'middle',
    width: 'fit-content',
    alignItems: 'center',
    gap: theme.spacing(0.5),
    maxWidth: '100%',
    padding: '1px 8px 1px 5px',
    borderRadius: 10,
    fontSize: '0.75rem',
    lineHeight: '18px',
    fontWeight: 600,
    whiteSpace: 'nowrap',
    color: theme.palette.text.primary,
    background: ({ tone }) => toneGround(theme, tone),
    '& svg': {
      flex: 'none',
      fontSize: '1rem',
      color: ({ tone }) => toneColor(theme, tone),
    },
  },
}));

/** A shape and a word on a tinted ground; the base of every state chip. @internal */
export function Chip(props: {
  tone: Tone;
  icon: ReactElement;
  children: ReactNode;
  title?: string;
}) {
  const { tone, icon, children, title } = props;
  const classes = useStyles({ tone });
  return (
    <span className={classes.root} title={title}>
      {icon}
      <span>{children}</span>
    </span>
  );
}
