import { maintenanceActivities } from '../../evidence/kinds';
import { Evidence } from '../../evidence/Evidence';
import { durationMillis, Millis, toIso } from '../../time';
import { dueAfter } from '../cadence';
import { FactSubject } from '../Fact';
import { MaintenanceActivity } from '../settings';
import { activityTitles } from './activityTitles';
import { MaintenanceRun, maintenanceRuns } from './MaintenanceRun';
import { securityPatchStatus } from './securityPatchStatus';

/** How one activity stands against the schedule. @internal */
export interface ActivityStatus {
  activity: MaintenanceActivity;
  /** Period; null when it is done as needed. */
  every: string | null;
  /** `unknown` when nothing shows whether it was done. */
  verdict: 'pass' | 'fail' | 'unknown';
  reason: string;
  lastGoodAt?: Millis;
  /** The period after the last good run; it counts as missed only after the grace. */
  nextDueAt?: Millis;
  /** First instant at which the verdict changes by itself. */
  validUntil?: Millis;
  evidence: readonly Evidence[];
}

/** Every activity of the schedule. @internal */
export function activityStatuses(
  subject: FactSubject,
  now: Millis,
): ActivityStatus[] {
  const runs = maintenanceRuns(subject.evidence);
  return maintenanceActivities.map(activity =>
    activityStatus(subject, runs, activity, now),
  );
}

function activityStatus(
  subject: FactSubject,
  runs: readonly MaintenanceRun[],
  activity: MaintenanceActivity,
  now: Millis,
): ActivityStatus {
  const { every, grace } = subject.settings.maintenance.schedule[activity];
  const own = runs.filter(run => run.activity === activity && run.at <= now);
  const last = own[own.length - 1];
  const good = own.filter(run => run.good);
  const lastGood = good[good.length - 1];
  const shared = {
    activity,
    every,
    ...(lastGood ? { lastGoodAt: lastGood.at } : {}),
    evidence: [...new Set([lastGood, last])].flatMap(run =>
      run ? [run.evidence] : [],
    ),
  };
  const title = activityTitles[activity];
  if (every === null) {
    return activity === 'security-patches'
      ? { ...shared, ...securityPatchStatus(subject, now) }
      : {
          ...shared,
          verdict: 'unknown',
          reason: `${title} are done as needed; the schedule gives no period`,
        };
  }
  if (!last) {
    return {
      ...shared,
      verdict: 'unknown',
      reason: `${title}: none have been recorded; report them as evidence of kind maintenance with activity ${activity}`,
    };
  }
  const failed =
    last.good === false
      ? `; the run of ${toIso(last.at)} was ${last.evidence.payload.outcome}`
      : '';
  if (!lastGood) {
    return {
      ...shared,
      verdict: 'fail',
      reason: `${title}: none has succeeded${failed}`,
    };
  }
  const { timeZone } = subject.settings.calendar;
  const nextDueAt = dueAfter(lastGood.at, every, timeZone);
  const lateAt = nextDueAt + durationMillis(grace) + 1;
  const late = now >= lateAt;
  const done = `${title} were last done on ${toIso(lastGood.at)}`;
  return {
    ...shared,
    nextDueAt,
    verdict: late ? 'fail' : 'pass',
    reason: late
      ? `${done}, longer ago than ${every} and ${grace} of grace${failed}`
      : `${done}${failed}`,
    ...(late ? {} : { validUntil: lateAt }),
  };
}
