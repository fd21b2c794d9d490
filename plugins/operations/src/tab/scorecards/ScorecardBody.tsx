import { useApi } from '@backstage/frontend-plugin-api';
import { ScorecardResult } from '@backstage-operations/plugin-operations-common';
import { useCallback, useRef } from 'react';
import { entityPath, operationsApiRef } from '../../api';
import { errorText } from '../../format/errorText';
import { formatInstant } from '../../format/time';
import { useOperationsTranslation } from '../../translation';
import { Notice, Problem } from '../../ui/Problem';
import { useHints } from '../../ui/useHints';
import { useLoad } from '../../ui/useLoad';
import { useUrlParam } from '../../ui/useUrlParam';
import { Waiting } from '../../ui/Waiting';
import { Mono, Note } from '../../ui/Wording';
import { asOfParam } from './asOf';
import { AsOfBar } from './AsOfBar';
import { CriteriaList } from './CriteriaList';
import { DecisionContext } from './DecisionContext';
import { ExitPanel } from './ExitPanel';
import { NoResultThen } from './NoResultThen';
import { useHistory } from './useHistory';

const refreshMillis = 15_000;

/** Whether the backend has nothing for the instant, as opposed to no answer. */
const isAboutInstant = (error: Error) =>
  [400, 404].includes(Number((error as { statusCode?: unknown }).statusCode));

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
  const rights = useLoad(
    `rights ${entityRef} ${scorecard} ${at ?? ''}`,
    async () => (at ? undefined : api.getDecisionRights(address)),
    { every: at ? undefined : refreshMillis },
  );
  const refreshRights = rights.refresh;
  const refreshAll = useCallback(() => {
    refresh();
    refreshRights();
  }, [refresh, refreshRights]);
  useHints(refreshAll);
  // What nobody can sign depends on who is in which group, which a stored result does not know.
  const gate = useLoad(`gate ${entityRef} ${scorecard} ${at ?? ''}`, async () =>
    at ? undefined : api.getGate(address),
  );
  const history = useHistory(entityRef, scorecard, at);
  // While another instant is fetched, what was seen stays in its place, faded.
  const last = useRef<ScorecardResult>();
  if (value) last.current = value;
  const shown = value ?? (error ? undefined : last.current);
  if (!shown) {
    return (
      <>
        {history && <AsOfBar history={history} />}
        {!error && <Waiting />}
        {error && at && isAboutInstant(error) && (
          <NoResultThen {...{ entityRef, scorecard, at, error }} />
        )}
        {error && !(at && isAboutInstant(error)) && (
          <Problem error={error} retry={refresh} />
        )}
      </>
    );
  }
  return (
    <DecisionContext.Provider
      value={{
        entityRef,
        scorecard,
        readOnly: at !== undefined || !(rights.value || rights.error),
        rights: rights.value,
        refresh: refreshAll,
      }}
    >
      {history && <AsOfBar history={history} />}
      {at && (
        <Notice>{t('asOf.past', { at: formatInstant(shown.asOf) })}</Notice>
      )}
      {error && <Notice>{errorText(error)}</Notice>}
      {gate.value?.warnings.map(warning => (
        <Notice key={warning}>{warning}</Notice>
      ))}
      <div aria-busy={!value} style={value ? undefined : { opacity: 0.5 }}>
        <CriteriaList result={shown} history={history} />
        <ExitPanel result={shown} />
        <Note>
          {t('scorecards.policy')}{' '}
          <Mono title={shown.policyDigest}>
            {shown.policyDigest.slice(0, 16)}
          </Mono>
        </Note>
      </div>
    </DecisionContext.Provider>
  );
}
