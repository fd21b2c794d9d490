import { ScorecardResult } from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import { SignoffSlots } from '../../decisions/SignoffSlots';
import { formatDuration } from '../../format/duration';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { Disclosure } from '../../ui/Disclosure';
import { GateChip } from '../../ui/GateChip';
import { Lines } from '../../ui/Lines';

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
        {gate.reasons.length > 0 && (
          <Disclosure title={t('exit.reasons', { count: gate.reasons.length })}>
            <Lines items={gate.reasons} />
          </Disclosure>
        )}
        <SignoffSlots
          criterion="exit"
          title={t('exit.of', { title: result.title })}
          slots={exit.signoffs}
          subject={exit.subject}
          subjectDigest={exit.subjectDigest}
          evidence={[]}
          rules={[]}
          titles={Object.fromEntries(
            result.criteria.map(one => [one.id, one.title]),
          )}
        />
      </Block>
    </div>
  );
}
