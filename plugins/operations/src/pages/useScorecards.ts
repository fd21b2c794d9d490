import { useApi } from '@backstage/frontend-plugin-api';
import { ScorecardVersion } from '@backstage-operations/plugin-operations-common';
import { operationsApiRef } from '../api';
import { Load, useLoad } from '../ui/useLoad';

/** The scorecards in force, with their rules as written. @internal */
export function useScorecards(): Load<{ items: ScorecardVersion[] }> {
  const api = useApi(operationsApiRef);
  return useLoad('scorecards', () => api.listScorecards());
}
