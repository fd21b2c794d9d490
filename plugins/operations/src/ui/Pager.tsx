import { Page } from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import { useOperationsTranslation } from '../translation';
import { Pages } from './usePages';
import { Note } from './Wording';
import { Action } from './Action';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    marginTop: theme.spacing(1),
  },
}));

/** Which rows of how many are shown, and the buttons to the neighbouring pages. @internal */
export function Pager(props: { pages: Pages<Page<unknown>> }) {
  const { pages } = props;
  const { first, previous, next, load } = pages;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const shown = load.value?.items.length ?? 0;
  if (!load.value || shown === 0) return null;
  return (
    <div className={classes.root}>
      <Note>
        {t('pager.position', {
          first: String(first),
          last: String(first + shown - 1),
          total: String(load.value.totalItems),
        })}
      </Note>
      <Action disabled={!previous} onClick={previous}>
        {t('pager.previous')}
      </Action>
      <Action disabled={!next} onClick={next}>
        {t('pager.next')}
      </Action>
    </div>
  );
}
