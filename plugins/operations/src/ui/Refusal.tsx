import { makeStyles } from '@material-ui/core/styles';
import { errorText } from '../format/errorText';
import { toneGround } from './tone';
import { verdictIcons } from './verdictIcons';
import { Prose } from './Wording';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    padding: theme.spacing(1, 1.5),
    borderRadius: theme.shape.borderRadius,
    background: toneGround(theme, 'bad'),
    fontSize: '0.8125rem',
    overflowWrap: 'anywhere',
    '& svg': { color: theme.palette.status.error, marginTop: 1 },
  },
}));

/** What the backend refused, in its own words. @internal */
export function Refusal(props: { error: Error }) {
  const { error } = props;
  const classes = useStyles();
  return (
    <div role="alert" className={classes.root}>
      {verdictIcons.fail}
      <span>
        <Prose>{errorText(error)}</Prose>
      </span>
    </div>
  );
}
