import { makeStyles } from '@material-ui/core/styles';
import { ReactNode, useState } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    marginTop: theme.spacing(1),
    'td &:first-child': { marginTop: 0 },
  },
  summary: {
    cursor: 'pointer',
    fontSize: '0.75rem',
    fontWeight: 600,
    color: theme.palette.text.secondary,
    padding: theme.spacing(0.25, 0),
    width: 'fit-content',
  },
}));

/** Something that opens on request; what it holds is not built before that. @internal */
export function Disclosure(props: { title: ReactNode; children: ReactNode }) {
  const { title, children } = props;
  const classes = useStyles();
  const [open, setOpen] = useState(false);
  return (
    <details
      className={classes.root}
      onToggle={event => setOpen(event.currentTarget.open)}
    >
      <summary className={classes.summary}>{title}</summary>
      {open && children}
    </details>
  );
}
