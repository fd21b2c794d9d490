import {
  Gate,
  ScorecardSummary,
  verdicts,
  roleTitle,
} from '@backstage-operations/plugin-operations-common';
import Link from '@material-ui/core/Link';
import { makeStyles } from '@material-ui/core/styles';
import Typography from '@material-ui/core/Typography';
import { formatProse } from '../../format/prose';
import { useOperationsTranslation } from '../../translation';
import { Figure } from '../../ui/Figure';
import { GateChip } from '../../ui/GateChip';
import { Lines } from '../../ui/Lines';
import { TimeText } from '../../ui/TimeText';
import { useUrlParams } from '../../ui/useUrlParam';
import { VerdictChip } from '../../ui/VerdictChip';
import { VerdictCounts } from '../../ui/VerdictCounts';
import { Note } from '../../ui/Wording';

const shownBlockers = 4;

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gap: theme.spacing(1.5, 4),
    padding: theme.spacing(2, 2.5),
    gridTemplateColumns: 'minmax(0, 1fr)',
    [theme.breakpoints.up('md')]: {
      gridTemplateColumns:
        'minmax(15rem, 4fr) minmax(0, 5fr) minmax(11rem, 3fr)',
    },
  },
  later: { borderTop: `1px solid ${theme.palette.divider}` },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(0.5, 1.5),
    marginBottom: theme.spacing(1.25),
  },
  title: { fontSize: '1rem', fontWeight: 700, lineHeight: 1.3, margin: 0 },
  label: {
    fontSize: '0.75rem',
    fontWeight: 600,
    color: theme.palette.text.secondary,
    marginBottom: theme.spacing(0.5),
  },
  list: { margin: 0, padding: 0, listStyle: 'none', fontSize: '0.8125rem' },
  item: {
    display: 'grid',
    gridTemplateColumns: '5.5rem minmax(0, 1fr)',
    alignItems: 'start',
    gap: theme.spacing(1),
    padding: theme.spacing(0.25, 0),
  },
  text: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 2,
    overflow: 'hidden',
  },
}));

/** The blockers that are shown: those that fail before those that lapsed or are not known. */
function worstFirst(blockers: Gate['blockers']): Gate['blockers'] {
  const rank = ({ verdict }: Gate['blockers'][number]) =>
    -verdicts.indexOf(verdict);
  return [...blockers]
    .sort((a, b) => rank(a) - rank(b))
    .slice(0, shownBlockers);
}

/** One scorecard in the posture header. @internal */
export function PostureRow(props: { card: ScorecardSummary; first: boolean }) {
  const { card, first } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const [, setParams] = useUrlParams();
  const { gate } = card;
  const open = (criterion?: string) => {
    setParams({ scorecard: card.scorecard, criterion });
    document.getElementById('scorecards')?.scrollIntoView?.();
  };
  const hidden = gate.blockers.length - shownBlockers;
  return (
    <div className={`${classes.root} ${first ? '' : classes.later}`}>
      <div>
        <div className={classes.head}>
          <Typography component="h2" className={classes.title}>
            {card.title}
          </Typography>
          <GateChip state={gate.state} />
        </div>
        <VerdictCounts counts={card.counts} />
      </div>
      <div>
        <div className={classes.label}>
          {gate.blockers.length > 0
            ? t('posture.blocks', { count: gate.blockers.length })
            : t('posture.nothingBlocks')}
        </div>
        <ul className={classes.list}>
          {worstFirst(gate.blockers).map(blocker => (
            <li key={blocker.criterion} className={classes.item}>
              <VerdictChip verdict={blocker.verdict} />
              <span
                className={classes.text}
                title={blocker.reason && formatProse(blocker.reason)}
              >
                <Link
                  component="button"
                  variant="inherit"
                  align="left"
                  onClick={() => open(blocker.criterion)}
                >
                  {blocker.title}
                </Link>{' '}
                <Note>{blocker.reason}</Note>
              </span>
            </li>
          ))}
        </ul>
        {hidden > 0 && (
          <Link component="button" variant="body2" onClick={() => open()}>
            {t('posture.moreBlockers', { count: hidden })}
          </Link>
        )}
        {gate.state === 'reopened' && <Lines items={gate.reasons} />}
      </div>
      <div>
        <div className={classes.label}>{t('posture.oldestProof')}</div>
        <div className={classes.list}>
          <Figure
            value={card.oldestProofAt && <TimeText at={card.oldestProofAt} />}
            reason={t('posture.noProof')}
          />
        </div>
        <PostureNotes card={card} />
      </div>
    </div>
  );
}

function PostureNotes(props: { card: ScorecardSummary }) {
  const { gate } = props.card;
  const { t } = useOperationsTranslation();
  return (
    <>
      {gate.awaiting.length > 0 && (
        <div>
          <Note>
            {t('posture.awaiting', {
              count: gate.awaiting.length,
              roles: [
                ...new Set(gate.awaiting.map(({ role }) => roleTitle(role))),
              ].join(', '),
            })}
          </Note>
        </div>
      )}
      {gate.waived > 0 && (
        <div>
          <Note>{t('posture.waived', { count: gate.waived })}</Note>
        </div>
      )}
      {gate.approvedAt && (
        <div>
          <Note>
            {t('posture.approvedAt')} <TimeText at={gate.approvedAt} />
          </Note>
        </div>
      )}
    </>
  );
}
