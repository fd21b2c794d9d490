import { Evidence } from '../../../evidence/Evidence';
import { toMillis } from '../../../time';
import { recordsOf } from '../../select';
import { Interval } from './interval';

/** Maintenance that was agreed before it began, with the records that show it. */
export interface AgreedMaintenance {
  intervals: Interval[];
  records: Evidence[];
}

/**
 * The windows that somebody approved before they began.
 *
 * @remarks An approval given afterwards turns no outage into maintenance, and neither does an incident that calls itself maintenance.
 */
export function agreedMaintenance(
  evidence: readonly Evidence[],
): AgreedMaintenance {
  const records = recordsOf(evidence, 'maintenance-window').filter(
    ({ payload: { approval, starts, ends } }) =>
      approval &&
      toMillis(approval.at) <= toMillis(starts) &&
      toMillis(starts) < toMillis(ends),
  );
  const intervals = records.map(({ payload: { starts, ends } }) => ({
    from: toMillis(starts),
    to: toMillis(ends),
  }));
  return { intervals, records };
}
