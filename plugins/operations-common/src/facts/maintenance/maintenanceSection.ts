import { MaintenanceSection } from '../../api/sections';
import { Millis, toIso } from '../../time';
import { FactDefinition, FactSubject } from '../Fact';
import { isWorkOverdue, plannedWork } from '../PlannedWork';
import { botConflicts } from './botConflicts';
import { ActivityStatus, activityStatuses } from './activityStatus';
import { activityTitles } from './activityTitles';
import { MaintenanceRun, maintenanceRuns } from './MaintenanceRun';
import {
  MaintenanceWindow,
  maintenanceWindows,
  ranInWindow,
} from './MaintenanceWindow';
import { practiceFacts } from './practiceFacts';
import { windowConflicts } from './windowConflicts';

const shown = 20;

/** Maintenance as the tab shows it; null when nothing about it was ever reported. @public */
export function maintenanceSection(
  subject: FactSubject,
  now: Millis,
): MaintenanceSection | null {
  const runs = maintenanceRuns(subject.evidence);
  const windows = maintenanceWindows(subject.evidence);
  const plans = plannedWork(subject.evidence, 'upgrade-plan');
  const waits = botConflicts(subject);
  if (runs.length + windows.length + plans.length + waits.length === 0) {
    return null;
  }
  return {
    activities: activityStatuses(subject, now).map(activityRow),
    windows: windows
      .slice()
      .sort((a, b) => byNearness(a, b, now))
      .slice(0, shown)
      .map(windowRow),
    changes: runs
      .slice(-shown)
      .reverse()
      .map(run => changeRow(run, windows)),
    upgrades: plans.map(plan => {
      const { title, status, dueAt } = plan.evidence.payload;
      return {
        title,
        status,
        ...(dueAt ? { dueAt } : {}),
        overdue: isWorkOverdue(plan, now),
      };
    }),
    shares: shares(subject, now),
    conflicts: [...windowConflicts(subject, now), ...waits],
  };
}

function activityRow(
  status: ActivityStatus,
): MaintenanceSection['activities'][number] {
  const { activity, every, lastGoodAt, nextDueAt, verdict, reason } = status;
  return {
    activity,
    title: activityTitles[activity],
    every,
    ...(lastGoodAt === undefined ? {} : { lastGoodAt: toIso(lastGoodAt) }),
    ...(nextDueAt === undefined ? {} : { nextDueAt: toIso(nextDueAt) }),
    verdict,
    reason,
  };
}

/** What runs or comes first, soonest on top; then what is over, newest on top. */
function byNearness(
  a: MaintenanceWindow,
  b: MaintenanceWindow,
  now: Millis,
): number {
  const aOver = a.ends <= now;
  const bOver = b.ends <= now;
  if (aOver !== bOver) return aOver ? 1 : -1;
  return aOver ? b.starts - a.starts : a.starts - b.starts;
}

function windowRow(
  window: MaintenanceWindow,
): MaintenanceSection['windows'][number] {
  const { evidence, starts, ends, announced, approved, reason } = window;
  const { title, activity } = evidence.payload;
  return {
    starts: toIso(starts),
    ends: toIso(ends),
    ...(title ? { title } : {}),
    ...(activity ? { activity } : {}),
    announced,
    approved,
    ...(reason ? { reason } : {}),
  };
}

function changeRow(
  run: MaintenanceRun,
  windows: readonly MaintenanceWindow[],
): MaintenanceSection['changes'][number] {
  const { activity, outcome, changeRef, rollbackPlanUrl, stagingTested } =
    run.evidence.payload;
  return {
    at: toIso(run.at),
    activity,
    outcome,
    ...(changeRef ? { changeRef } : {}),
    rollbackPlan: Boolean(rollbackPlanUrl),
    stagingTested: stagingTested === true,
    inWindow: ranInWindow(run, windows),
  };
}

function shares(
  subject: FactSubject,
  now: Millis,
): MaintenanceSection['shares'] {
  const results = new Map(
    practiceFacts.map((fact: FactDefinition) => [
      fact.id,
      fact.compute(subject, { now }),
    ]),
  );
  const share = (id: string) => {
    const value = results.get(id)?.value;
    return typeof value === 'number' ? value : null;
  };
  return {
    inWindow: share('maintenance.inWindow'),
    rollbackPlan: share('maintenance.rollbackPlan'),
    stagingTested: share('maintenance.stagingTested'),
    n: results.get('maintenance.inWindow')?.n ?? 0,
  };
}
