import { maintenanceActivities } from '../../evidence/kinds';
import { FactDefinition } from '../Fact';
import { known, unknown } from '../result';
import { earliestAfter, inWindow, nextCrossing, windowEnding } from '../select';
import { ActivityStatus, activityStatuses } from './activityStatus';
import { activityTitles } from './activityTitles';
import { maintenanceRuns } from './MaintenanceRun';

const kinds = [
  'maintenance',
  'vulnerability-scan',
  'vex',
  'risk-acceptance',
] as const;

const selector = (required: boolean) => ({
  name: 'activity',
  required,
  values: maintenanceActivities,
});

const noSuch = (of: string | undefined) =>
  of === undefined
    ? `Name an activity: ${maintenanceActivities.join(', ')}.`
    : `There is no activity ${of}; known are ${maintenanceActivities.join(
        ', ',
      )}.`;

const reasons = (statuses: readonly ActivityStatus[]) =>
  `${statuses.map(({ reason }) => reason).join('. ')}.`;

const onSchedule: FactDefinition = {
  id: 'maintenance.onSchedule',
  title: 'Maintenance on schedule',
  description:
    'Whether the last good run of an activity is within its period and grace; security patches by the due dates of critical findings. Without a selector: every activity of the schedule.',
  unit: 'boolean',
  kinds,
  of: selector(false),
  better: 'higher',
  compute(subject, query) {
    const { now, of } = query;
    const statuses = activityStatuses(subject, now).filter(
      ({ activity }) => of === undefined || activity === of,
    );
    if (statuses.length === 0) return unknown(onSchedule, query, noSuch(of));
    const failed = statuses.filter(({ verdict }) => verdict === 'fail');
    const open = statuses.filter(({ verdict }) => verdict === 'unknown');
    const parts = {
      n: statuses.length,
      validUntil: earliestAfter(
        now,
        statuses.map(({ validUntil }) => validUntil),
      ),
      details: Object.fromEntries(
        statuses.map(({ activity, verdict }) => [activity, verdict]),
      ),
      evidence: statuses.flatMap(({ evidence }) => evidence),
    };
    if (failed.length > 0) {
      const reason = reasons(failed);
      return known(onSchedule, query, false, { ...parts, reason });
    }
    if (open.length > 0) {
      return unknown(onSchedule, query, reasons(open), parts);
    }
    const proofs = statuses.flatMap(({ lastGoodAt }) => lastGoodAt ?? []);
    return known(onSchedule, query, true, {
      ...parts,
      ...(proofs.length > 0 ? { provenAt: Math.min(...proofs) } : {}),
    });
  },
};

const age: FactDefinition = {
  id: 'maintenance.age',
  title: 'Age of the last maintenance',
  description: 'Time since the last good run of an activity.',
  unit: 'seconds',
  kinds: ['maintenance'],
  of: selector(true),
  better: 'lower',
  compute(subject, query) {
    const { now, of } = query;
    const activity = maintenanceActivities.find(name => name === of);
    if (!activity) return unknown(age, query, noSuch(of));
    const runs = maintenanceRuns(subject.evidence).filter(
      run => run.activity === activity,
    );
    const good = runs.filter(run => run.good && run.at <= now);
    const last = good[good.length - 1];
    const next = earliestAfter(
      now,
      runs.filter(run => run.good).map(run => run.at),
    );
    if (!last) {
      const title = activityTitles[activity];
      const reason =
        runs.length === 0
          ? `${title}: none have been recorded.`
          : `${title}: none has succeeded.`;
      return unknown(age, query, reason, {
        validUntil: next,
        evidence: runs.map(run => run.evidence),
      });
    }
    return known(age, query, (now - last.at) / 1000, {
      grows: true,
      provenAt: last.at,
      validUntil: next,
      evidence: [last.evidence],
    });
  },
};

const logged: FactDefinition = {
  id: 'maintenance.logged',
  title: 'Maintenance logged',
  description:
    'Maintenance activities recorded in the window, whatever their outcome; what was called off does not count.',
  unit: 'count',
  kinds: ['maintenance'],
  defaultWindow: 'P90D',
  better: 'higher',
  compute(subject, query) {
    const length = query.window ?? 'P90D';
    const window = windowEnding(query.now, length);
    const runs = maintenanceRuns(subject.evidence);
    if (runs.length === 0) {
      return unknown(
        logged,
        query,
        'No maintenance has been recorded. Report each activity as evidence of kind maintenance.',
        { window: length },
      );
    }
    const inside = runs.filter(run => inWindow(window, run.at));
    return known(logged, query, inside.length, {
      n: inside.length,
      window: length,
      validUntil: earliestAfter(
        query.now,
        runs.map(run => nextCrossing(window, run.at)),
      ),
      evidence: inside.map(run => run.evidence),
    });
  },
};

/** Facts about the maintenance schedule. @internal */
export const scheduleFacts: readonly FactDefinition[] = [
  onSchedule,
  age,
  logged,
];
