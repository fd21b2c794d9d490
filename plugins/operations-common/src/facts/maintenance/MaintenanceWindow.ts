import { Evidence } from '../../evidence/Evidence';
import { Millis, toMillis } from '../../time';
import { PlannedWindow, plannedWindows } from '../plannedWindows';
import { MaintenanceRun } from './MaintenanceRun';

/** A planned window with what makes it a proper one. @internal */
export interface MaintenanceWindow {
  evidence: Evidence<'maintenance-window'>;
  starts: Millis;
  ends: Millis;
  /** Users were told before it began. */
  announced: boolean;
  /** The product owner had approved it before it began. */
  approved: boolean;
  /** Why it is not announced or not approved. */
  reason?: string;
}

/** All windows, earliest first. @internal */
export function maintenanceWindows(
  evidence: readonly Evidence[],
): MaintenanceWindow[] {
  return plannedWindows(evidence)
    .map(readWindow)
    .sort((a, b) => a.starts - b.starts);
}

function readWindow({
  record,
  starts,
  ends,
}: PlannedWindow): MaintenanceWindow {
  const unannounced = whyNotAnnounced(record, starts);
  const unapproved = whyNotApproved(record, starts);
  const reasons = [unannounced, unapproved].filter(Boolean);
  return {
    evidence: record,
    starts,
    ends,
    announced: unannounced === undefined,
    approved: unapproved === undefined,
    ...(reasons.length > 0 ? { reason: reasons.join('; ') } : {}),
  };
}

function whyNotAnnounced(
  { payload: { announcedAt } }: Evidence<'maintenance-window'>,
  start: Millis,
): string | undefined {
  if (!announcedAt) return 'not announced';
  return toMillis(announcedAt) < start
    ? undefined
    : 'announced only when it had begun';
}

function whyNotApproved(
  { payload: { approval } }: Evidence<'maintenance-window'>,
  start: Millis,
): string | undefined {
  if (!approval) return 'not approved';
  if (approval.role !== 'product-owner') {
    const role = approval.role ?? 'somebody whose role is not said';
    return `approved by ${role}, not by the product owner`;
  }
  return toMillis(approval.at) < start
    ? undefined
    : 'approved only when it had begun';
}

/**
 * Whether a run stayed inside a window: as its record says, unless the window that it names shows otherwise; else as the planned
 * windows show.
 *
 * @returns null when neither says anything
 * @internal
 */
export function ranInWindow(
  run: MaintenanceRun,
  windows: readonly MaintenanceWindow[],
): boolean | null {
  const { inWindow, windowRef } = run.evidence.payload;
  const named = windows.filter(
    ({ evidence }) => windowRef && windowRef === evidence.externalId,
  );
  if (inWindow === false) return false;
  if (inWindow === true && named.length === 0) return true;
  if (windows.length === 0) return null;
  return (windowRef ? named : windows).some(window => holds(window, run));
}

function holds(
  { evidence, starts, ends }: MaintenanceWindow,
  run: MaintenanceRun,
): boolean {
  const { activity } = evidence.payload;
  const fits = activity === undefined || activity === run.activity;
  return fits && starts <= run.startedAt && run.at <= ends;
}
