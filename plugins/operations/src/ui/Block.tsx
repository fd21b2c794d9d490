import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ReactNode } from 'react';
import { Prose } from './Wording';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1),
    minWidth: 0,
  },
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0, 1.5),
  },
  title: { fontSize: '0.8125rem', fontWeight: 700, margin: 0 },
  note: { color: theme.palette.text.secondary, fontSize: '0.75rem' },
}));

/** A titled part of a section. @internal */
export function Block(props: {
  title: string;
  note?: ReactNode;
  children: ReactNode;
}) {
  const { title, note, children } = props;
  const classes = useStyles();
  return (
    <div className={classes.root}>
      <div className={classes.header}>
        <Typography component="h3" className={classes.title}>
          {title}
        </Typography>
        {note && (
          <span className={classes.note}>
            {typeof note === 'string' ? <Prose>{note}</Prose> : note}
          </span>
        )}
      </div>
      {children}
    </div>
  );
}
