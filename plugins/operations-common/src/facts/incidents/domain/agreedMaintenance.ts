import { Evidence } from '../../../evidence/Evidence';
import { toMillis } from '../../../time';
import { plannedWindows } from '../../plannedWindows';
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
  const windows = plannedWindows(evidence).filter(
    ({ record: { payload }, starts, ends }) =>
      payload.approval &&
      toMillis(payload.approval.at) <= starts &&
      starts < ends,
  );
  return {
    intervals: windows.map(({ starts, ends }) => ({ from: starts, to: ends })),
    records: [...new Set(windows.map(({ record }) => record))],
  };
}
