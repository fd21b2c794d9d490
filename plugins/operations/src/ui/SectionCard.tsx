import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    scrollMarginTop: `${theme.spacing(6)}px`,
    minWidth: 0,
    [theme.breakpoints.up('sm')]: { padding: theme.spacing(2, 2.5, 2.5) },
  },
  header: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0.5, 2),
    marginBottom: theme.spacing(1.5),
  },
  title: { fontSize: '1.0625rem', fontWeight: 700, lineHeight: 1.4, margin: 0 },
  summary: {
    color: theme.palette.text.secondary,
    fontSize: '0.8125rem',
    flex: '1 1 12rem',
  },
  body: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2.5),
    minWidth: 0,
  },
}));

/** One section of a page with its heading, a line that sums it up, and what it holds. @internal */
export function SectionCard(props: {
  id: string;
  title: string;
  summary?: ReactNode;
  actions?: ReactNode;
  children: ReactNode;
}) {
  const { id, title, summary, actions, children } = props;
  const classes = useStyles();
  return (
    <Paper
      component="section"
      variant="outlined"
      id={id}
      className={classes.root}
      aria-labelledby={`${id}-title`}
    >
      <div className={classes.header}>
        <Typography
          id={`${id}-title`}
          component="h2"
          className={classes.title}
          tabIndex={-1}
        >
          {title}
        </Typography>
        <span className={classes.summary}>{summary}</span>
        {actions}
      </div>
      <div className={classes.body}>{children}</div>
    </Paper>
  );
}
