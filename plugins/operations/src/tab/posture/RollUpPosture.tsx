import {
  Overview,
  RollUp,
} from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { useOperationsTranslation } from '../../translation';
import { GateCounts } from '../../ui/GateCounts';
import { VerdictCounts } from '../../ui/VerdictCounts';
import { Note } from '../../ui/Wording';
import { memberGates } from './memberGates';

const useStyles = makeStyles(theme => ({
  row: {
    display: 'grid',
    alignItems: 'center',
    gap: theme.spacing(1, 4),
    padding: theme.spacing(1.5, 2.5),
    gridTemplateColumns: 'minmax(0, 1fr)',
    '& + &': { borderTop: `1px solid ${theme.palette.divider}` },
    [theme.breakpoints.up('md')]: {
      gridTemplateColumns: 'minmax(15rem, 4fr) minmax(0, 4fr) minmax(0, 5fr)',
    },
  },
  title: { fontSize: '1rem', fontWeight: 700, lineHeight: 1.3, margin: 0 },
}));

/** The gates of what stands below the entity, counted per scorecard. @internal */
export function RollUpPosture(props: {
  rollUp: RollUp;
  /** For the titles. */
  scorecards: Overview['scorecards'];
}) {
  const { rollUp, scorecards } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const titleOf = (id: string) =>
    scorecards.find(one => one.scorecard === id)?.title ?? id;
  return (
    <>
      {memberGates(rollUp).map(({ scorecard, entities, gates, counts }) => (
        <div key={scorecard} className={classes.row}>
          <div>
            <Typography component="h2" className={classes.title}>
              {titleOf(scorecard)}
            </Typography>
            <Note>{t('posture.members', { count: entities })}</Note>
          </div>
          <GateCounts counts={gates} />
          <VerdictCounts counts={counts} />
        </div>
      ))}
    </>
  );
}
