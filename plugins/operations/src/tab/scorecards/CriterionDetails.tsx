import { Link } from '@backstage/core-components';
import {
  CriterionResult,
  ScorecardHistory,
} from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import { SignoffSlots } from '../../decisions/SignoffSlots';
import { WaiverBlock } from '../../decisions/WaiverBlock';
import { useOperationsTranslation } from '../../translation';
import { Block } from '../../ui/Block';
import { EvidenceTable } from '../../ui/EvidenceTable';
import { TimeText } from '../../ui/TimeText';
import { VerdictChip } from '../../ui/VerdictChip';
import { Note } from '../../ui/Wording';
import { criterionTimeline } from './criterionTimeline';
import { HistoryStrip } from './HistoryStrip';
import { RuleTable } from './RuleTable';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(2),
    padding: theme.spacing(0.5, 0.5, 2.5),
    [theme.breakpoints.up('sm')]: {
      paddingLeft: `calc(7.75rem + ${theme.spacing(2)}px)`,
    },
  },
  text: { fontSize: '0.8125rem', maxWidth: '80ch' },
}));

/** What a criterion rests on: rules and values, records, history, sign-offs, waiver and what to do about it. @internal */
export function CriterionDetails(props: {
  criterion: CriterionResult;
  history: ScorecardHistory | undefined;
}) {
  const { criterion, history } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const { remediation, underlying, validUntil } = criterion;
  return (
    <div className={classes.root}>
      <div className={classes.text}>
        {criterion.description}
        {underlying && (
          <div>
            {t('criteria.underlying')} <VerdictChip verdict={underlying} />
          </div>
        )}
        {validUntil && (
          <div>
            <Note>
              {t('criteria.validUntil')} <TimeText at={validUntil} />
            </Note>
          </div>
        )}
      </div>
      <Block title={t('rules.title')}>
        <RuleTable rules={criterion.rules} caption={criterion.title} />
      </Block>
      {remediation && criterion.verdict !== 'pass' && (
        <Block title={t('criteria.remediation')}>
          <div className={classes.text}>
            {remediation.text}{' '}
            {remediation.link && (
              <Link to={remediation.link}>{t('criteria.guide')}</Link>
            )}
          </div>
        </Block>
      )}
      <Block title={t('criteria.evidence')}>
        <EvidenceTable
          evidence={criterion.evidence}
          caption={t('criteria.evidenceOf', { title: criterion.title })}
        />
      </Block>
      {history && (
        <Block title={t('history.title')}>
          <HistoryStrip
            stretches={criterionTimeline(history, criterion.id)}
            label={t('history.of', { title: criterion.title })}
          />
        </Block>
      )}
      {criterion.subject && criterion.subjectDigest && (
        <Block title={t('signoff.title')}>
          <SignoffSlots
            criterion={criterion.id}
            title={criterion.title}
            slots={criterion.signoffs}
            subject={criterion.subject}
            subjectDigest={criterion.subjectDigest}
            evidence={criterion.evidence}
            rules={criterion.rules}
          />
        </Block>
      )}
      <WaiverBlock criterion={criterion} />
    </div>
  );
}
