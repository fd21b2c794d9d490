import {
  CriterionResult,
  ScorecardHistory,
  ScorecardResult,
} from '@backstage-operations/plugin-operations-common';
import { makeStyles } from '@material-ui/core/styles';
import { useOperationsTranslation } from '../../translation';
import { Choices } from '../../ui/Choices';
import { useUrlParams } from '../../ui/useUrlParam';
import { Note } from '../../ui/Wording';
import { CriterionPanel } from './CriterionPanel';

const useStyles = makeStyles(theme => ({
  filter: { padding: theme.spacing(1, 0) },
  step: {
    margin: theme.spacing(1.5, 0, 0.5),
    fontSize: '0.8125rem',
    fontWeight: 700,
  },
}));

const verdictChoices = [
  'fail',
  'unknown',
  'stale',
  'waived',
  'pass',
  'not-applicable',
] as const;

interface Group {
  id: string;
  title?: string;
  lead?: string;
  criteria: CriterionResult[];
}

function grouped(
  steps: ScorecardResult['steps'],
  criteria: readonly CriterionResult[],
): Group[] {
  const ids = new Set(steps.map(({ id }) => id));
  const groups: Group[] = [
    ...steps.map(step => ({
      ...step,
      criteria: criteria.filter(one => one.step === step.id),
    })),
    {
      id: '',
      criteria: criteria.filter(({ step }) => !step || !ids.has(step)),
    },
  ];
  return groups.filter(group => group.criteria.length > 0);
}

/** Criteria under the step they belong to, with a filter by verdict that stays in the address. @internal */
export function CriteriaList(props: {
  result: ScorecardResult;
  history: ScorecardHistory | undefined;
}) {
  const { result, history } = props;
  const classes = useStyles();
  const { t } = useOperationsTranslation();
  const [params, setParams] = useUrlParams();
  const verdict = params.get('verdict') ?? undefined;
  const open = params.get('criterion');
  const shown = result.criteria.filter(
    criterion => verdict === undefined || criterion.verdict === verdict,
  );
  return (
    <>
      <div className={classes.filter}>
        <Choices
          label={t('criteria.byVerdict')}
          choices={verdictChoices.map(value => ({
            value,
            title: t(`verdict.${value}`),
          }))}
          value={verdict}
          onChange={value => setParams({ verdict: value })}
        />
        <Note>
          {t('criteria.shown', {
            shown: String(shown.length),
            total: String(result.criteria.length),
          })}
        </Note>
      </div>
      {grouped(result.steps, shown).map(group => (
        <div key={group.id}>
          {group.title && (
            <h4 className={classes.step}>
              {group.title}{' '}
              {group.lead && (
                <Note>{t('criteria.lead', { lead: group.lead })}</Note>
              )}
            </h4>
          )}
          {group.criteria.map(criterion => (
            <CriterionPanel
              key={criterion.id}
              criterion={criterion}
              history={history}
              open={criterion.id === open}
              onToggle={now =>
                setParams({
                  scorecard: result.scorecard,
                  criterion: now ? criterion.id : undefined,
                })
              }
            />
          ))}
        </div>
      ))}
    </>
  );
}
