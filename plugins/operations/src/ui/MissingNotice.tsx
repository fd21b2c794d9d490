import { MissingPanel } from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useOperationsTranslation } from '../translation';
import { CopyExample } from './CopyExample';
import { Disclosure } from './Disclosure';
import { verdictIcons } from './verdictIcons';
import { Prose } from './Wording';

/** A longer example opens on request. */
const shownLines = 3;

const useStyles = makeStyles(theme => ({
  root: {
    border: `1px dashed ${theme.palette.text.disabled}`,
    borderRadius: theme.shape.borderRadius,
    padding: theme.spacing(1.5, 2),
    background: theme.palette.background.paper,
    minWidth: 0,
  },
  head: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    '& svg': { fontSize: '1.125rem', color: theme.palette.text.secondary },
  },
  title: { fontSize: '0.875rem', fontWeight: 700 },
  reason: { fontSize: '0.8125rem', color: theme.palette.text.secondary },
  list: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 22rem), 1fr))',
    gap: theme.spacing(1.5),
    margin: theme.spacing(1, 0, 0),
    padding: 0,
    listStyle: 'none',
  },
  remedy: {
    minWidth: 0,
    fontSize: '0.8125rem',
    display: 'flow-root',
    '& pre': { marginTop: theme.spacing(0.5) },
  },
  kind: { fontWeight: 600 },
}));

/** Says what is not known and gives the exact annotation, file or command that would fill it. @internal */
export function MissingNotice(props: { panel: MissingPanel }) {
  const { panel } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  return (
    <div className={classes.root} role="note">
      <div className={classes.head}>
        {verdictIcons.unknown}
        <Typography component="h3" className={classes.title}>
          {panel.title}
        </Typography>
      </div>
      <div className={classes.reason}>
        <Prose>{panel.reason}</Prose>
      </div>
      <ul className={classes.list}>
        {panel.remedies.map(remedy => (
          <li key={remedy.example} className={classes.remedy}>
            <span className={classes.kind}>{t(`remedy.${remedy.kind}`)}</span>
            {' · '}
            <Prose>{remedy.text}</Prose>
            {remedy.example.split('\n').length > shownLines ? (
              <Disclosure title={t('remedy.show')}>
                <CopyExample text={remedy.example} label={remedy.text} />
              </Disclosure>
            ) : (
              <CopyExample text={remedy.example} label={remedy.text} />
            )}
          </li>
        ))}
      </ul>
    </div>
  );
}
