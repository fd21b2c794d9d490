import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';
import { EvidenceHost } from '../evidence/EvidenceHost';
import { NowProvider } from '../ui/Now';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    minWidth: 0,
    maxWidth: 2000,
  },
}));

/** The sections of a page, one below the other, with the shared clock and the record dialog. @internal */
export function PageStack(props: { children: ReactNode }) {
  const classes = useStyles();
  return (
    <NowProvider>
      <div className={classes.root}>{props.children}</div>
      <EvidenceHost />
    </NowProvider>
  );
}
