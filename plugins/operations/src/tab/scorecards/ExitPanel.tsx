import { ScorecardResult } from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import { SignoffSlots } from '../../decisions/SignoffSlots';
import { formatDuration } from '../../format/duration';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { GateChip } from '../../ui/GateChip';
import { Note } from '../../ui/Wording';

const useStyles = makeStyles(theme => ({
  root: {
    borderTop: `1px solid ${theme.palette.divider}`,
    padding: theme.spacing(2, 0.5, 1),
  },
}));

/** The phase exit: its state, its reasons and who approves it. @internal */
export function ExitPanel(props: { result: ScorecardResult }) {
  const { result } = props;
  const { exit, gate } = result;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  return (
    <div className={classes.root}>
      <Block
        title={t('exit.title')}
        note={
          <>
            <GateChip state={gate.state} />{' '}
            {t('exit.ttl', { ttl: formatDuration(exit.ttl) })}
          </>
        }
      >
        {gate.reasons.map(reason => (
          <div key={reason}>
            <Note>{reason}</Note>
          </div>
        ))}
        <SignoffSlots
          criterion="exit"
          title={t('exit.of', { title: result.title })}
          slots={exit.signoffs}
          subject={exit.subject}
          subjectDigest={exit.subjectDigest}
          evidence={[]}
          rules={[]}
        />
      </Block>
    </div>
  );
}
