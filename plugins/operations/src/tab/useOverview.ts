import { useApi } from '@backstage/frontend-plugin-api';
import { Overview } from '@backstage-operations/plugin-operations-common';
import { entityPath, operationsApiRef } from '../api';
import { useHints } from '../ui/useHints';
import { Load, useLoad } from '../ui/useLoad';

const refreshMillis = 15_000;

/** The whole tab of an entity; fetched again every 15 seconds while it can be seen, and at once on a hint. @internal */
export function useOverview(entityRef: string): Load<Overview> {
  const api = useApi(operationsApiRef);
  const load = useLoad(
    `overview ${entityRef}`,
    () => api.getOverview(entityPath(entityRef)),
    { every: refreshMillis },
  );
  useHints(load.refresh);
  return load;
}
