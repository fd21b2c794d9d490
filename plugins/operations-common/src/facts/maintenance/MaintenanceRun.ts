import { Evidence } from '../../evidence/Evidence';
import { Millis, toMillis } from '../../time';
import { recordsOf } from '../select';
import { MaintenanceActivity } from '../settings';

/** One maintenance activity as it was done. @internal */
export interface MaintenanceRun {
  evidence: Evidence<'maintenance'>;
  activity: MaintenanceActivity;
  startedAt: Millis;
  /** When it ended, or when it was reported if nobody says. */
  at: Millis;
  /** It was done fully; a part is not enough. */
  good: boolean;
}

/** Everything that was done, oldest first; what was called off was not done. @internal */
export function maintenanceRuns(
  evidence: readonly Evidence[],
): MaintenanceRun[] {
  return recordsOf(evidence, 'maintenance')
    .filter(({ payload }) => payload.outcome !== 'cancelled')
    .map(record => {
      const { activity, startedAt, completedAt, outcome } = record.payload;
      const at = toMillis(completedAt ?? record.observedAt);
      return {
        evidence: record,
        activity,
        startedAt: startedAt ? toMillis(startedAt) : at,
        at,
        good: outcome === 'success',
      };
    })
    .sort((a, b) => a.at - b.at);
}
