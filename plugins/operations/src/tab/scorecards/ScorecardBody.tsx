import { useApi } from '@backstage/frontend-plugin-api';
import { entityPath, operationsApiRef } from '../../api';
import { formatInstant } from '../../format/time';
import { useOperationsTranslation } from '../../translation';
import { Notice, Problem } from '../../ui/Problem';
import { useLoad } from '../../ui/useLoad';
import { useUrlParam } from '../../ui/useUrlParam';
import { Waiting } from '../../ui/Waiting';
import { Mono, Note } from '../../ui/Wording';
import { asOfParam } from './AsOfPicker';
import { CriteriaList } from './CriteriaList';
import { DecisionContext } from './DecisionContext';
import { ExitPanel } from './ExitPanel';
import { useHistory } from './useHistory';

const refreshMillis = 15_000;

/** The criteria of one scorecard, step by step, and the phase exit. @internal */
export function ScorecardBody(props: { entityRef: string; scorecard: string }) {
  const { entityRef, scorecard } = props;
  const { t } = useOperationsTranslation();
  const api = useApi(operationsApiRef);
  const [at] = useUrlParam(asOfParam);
  const address = { ...entityPath(entityRef), scorecard };
  const { value, error, refresh } = useLoad(
    `result ${entityRef} ${scorecard} ${at ?? ''}`,
    () => api.getScorecardResult({ ...address, at }),
    { every: at ? undefined : refreshMillis },
  );
  // What nobody can sign depends on who is in which group, which a stored result does not know.
  const gate = useLoad(`gate ${entityRef} ${scorecard} ${at ?? ''}`, async () =>
    at ? undefined : api.getGate(address),
  );
  const history = useHistory(entityRef, scorecard, at);
  if (!value) {
    return error ? <Problem error={error} retry={refresh} /> : <Waiting />;
  }
  return (
    <DecisionContext.Provider
      value={{
        entityRef,
        scorecard,
        readOnly: at !== undefined,
        refresh,
      }}
    >
      {at && (
        <Notice>{t('asOf.past', { at: formatInstant(value.asOf) })}</Notice>
      )}
      {error && <Notice>{error.message}</Notice>}
      {gate.value?.warnings.map(warning => (
        <Notice key={warning}>{warning}</Notice>
      ))}
      <CriteriaList result={value} history={history} />
      <ExitPanel result={value} />
      <Note>
        {t('scorecards.policy')} <Mono>{value.policyDigest}</Mono>
      </Note>
    </DecisionContext.Provider>
  );
}
