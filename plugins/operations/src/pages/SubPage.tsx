import { makeStyles } from '@material-ui/core/styles';
import { ReactNode } from 'react';

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(0, 2.5, 3), minWidth: 0 },
  '@global': {
    // On a small screen the row of tabs scrolls, not the page.
    '.bui-PluginHeaderTabsWrapper': { overflowX: 'auto', overflowY: 'hidden' },
  },
}));

/** Gives a tab of the Operations page the margins of the header above it. @internal */
export function SubPage(props: { children: ReactNode }) {
  const classes = useStyles();
  return <main className={classes.root}>{props.children}</main>;
}
