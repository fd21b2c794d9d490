import { useApi } from '@backstage/frontend-plugin-api';
import { ScorecardHistory } from '@backstage-operations/plugin-operations-common';
import { DateTime } from 'luxon';
import { entityPath, operationsApiRef } from '../../api';
import { useLoad } from '../../ui/useLoad';

const shownDays = 90;

/** The changes of a scorecard over the last 90 days, or over those before an older instant; undefined until they are known. @internal */
export function useHistory(
  entityRef: string,
  scorecard: string,
  at: string | undefined,
): ScorecardHistory | undefined {
  const api = useApi(operationsApiRef);
  const oldest = DateTime.now().minus({ days: shownDays });
  const older = at && DateTime.fromISO(at) < oldest ? at : undefined;
  const { value } = useLoad(
    `history ${entityRef} ${scorecard} ${older}`,
    () => {
      const to = older ? DateTime.fromISO(older) : DateTime.now();
      return api.getScorecardHistory({
        ...entityPath(entityRef),
        scorecard,
        from: to.minus({ days: shownDays }).toUTC().toISO() ?? undefined,
        to: to.toUTC().toISO() ?? undefined,
      });
    },
  );
  return value;
}
