import { Overview } from '@backstage-operations/plugin-operations-common';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useOperationsTranslation } from '../../translation';
import { Note } from '../../ui/Wording';
import { PostureRow } from './PostureRow';
import { RollUpPosture } from './RollUpPosture';

const useStyles = makeStyles(theme => ({
  root: { minWidth: 0 },
  other: {
    padding: theme.spacing(1, 2.5),
    borderTop: `1px solid ${theme.palette.divider}`,
  },
}));

/** Where the entity stands on each scorecard: state of the gate, verdicts, what blocks, age of the oldest proof. @internal */
export function PostureSection(props: { overview: Overview }) {
  const { overview } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const { rollUp, scorecards } = overview;
  const applicable = scorecards.filter(card => card.applicable);
  // Above a roll-up the members' gates stand in place of those that are not about the entity itself.
  const unexplained = rollUp ? [] : scorecards.filter(card => !card.applicable);
  return (
    <Paper
      component="section"
      variant="outlined"
      className={classes.root}
      aria-label={t('posture.label')}
    >
      {applicable.map((card, index) => (
        <PostureRow key={card.scorecard} card={card} first={index === 0} />
      ))}
      {rollUp && <RollUpPosture rollUp={rollUp} scorecards={scorecards} />}
      {unexplained.map(({ scorecard, title, reason }) => (
        <div key={scorecard} className={classes.other}>
          <Note>
            {t('posture.notApplicable', {
              title,
              reason: reason ?? t('figure.notReported'),
            })}
          </Note>
        </div>
      ))}
      {scorecards.length === 0 && (
        <div className={classes.other}>
          <Note>{t('posture.none')}</Note>
        </div>
      )}
    </Paper>
  );
}
