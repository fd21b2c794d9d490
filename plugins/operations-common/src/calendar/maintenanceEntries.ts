import { FactSubject } from '../facts/Fact';
import { activityStatuses } from '../facts/maintenance/activityStatus';
import { activityTitles } from '../facts/maintenance/activityTitles';
import {
  MaintenanceWindow,
  maintenanceWindows,
} from '../facts/maintenance/MaintenanceWindow';
import { plannedWork } from '../facts/PlannedWork';
import { Millis, toMillis } from '../time';
import { NewEntry } from './newEntry';

/** Planned windows, with what they still lack; of one that repeats, what the next time lacks. */
function windows(subject: FactSubject, now: Millis): NewEntry[] {
  const next = new Map<string, MaintenanceWindow>();
  for (const window of maintenanceWindows(subject.evidence)) {
    const { id } = window.evidence;
    const known = next.get(id);
    if (!known || known.ends <= now) next.set(id, window);
  }
  return [...next.values()].map(window => {
    const { evidence, reason } = window;
    const { title, activity, starts, ends, recurrence } = evidence.payload;
    const about = activity ? `: ${activityTitles[activity]}` : '';
    return {
      type: 'maintenance-window',
      key: `${evidence.source}/${evidence.externalId ?? evidence.id}`,
      title: title ?? `Maintenance window${about}`,
      starts: toMillis(starts),
      ends: toMillis(ends),
      detail: reason,
      ...(recurrence ? { recurrence } : {}),
    };
  });
}

/** When each activity of the schedule is due again; one that was never done has no date. */
function activities(subject: FactSubject, now: Millis): NewEntry[] {
  return activityStatuses(subject, now).flatMap(status => {
    const { activity, nextDueAt, verdict, reason } = status;
    if (nextDueAt === undefined) return [];
    return {
      type: 'maintenance-due',
      key: activity,
      title: `${activityTitles[activity]} due`,
      starts: nextDueAt,
      ...(verdict === 'fail' ? { detail: reason } : {}),
    };
  });
}

/** Upgrades and improvements that are neither done nor called off. */
function work(subject: FactSubject): NewEntry[] {
  return (['upgrade-plan', 'improvement'] as const).flatMap(kind =>
    plannedWork(subject.evidence, kind).flatMap(
      ({ evidence, dueAt, pending }) => {
        if (!pending || dueAt === undefined) return [];
        const { title, url } = evidence.payload;
        const upgrade = kind === 'upgrade-plan';
        return {
          type: upgrade
            ? ('maintenance-due' as const)
            : ('action-due' as const),
          key: `${kind}/${evidence.source}/${
            evidence.externalId ?? evidence.id
          }`,
          title: `${upgrade ? 'Upgrade' : 'Improvement'} due: ${title}`,
          starts: dueAt,
          url,
        };
      },
    ),
  );
}

/** Windows, recurring maintenance and planned work of an entity. @internal */
export function maintenanceEntries(
  subject: FactSubject,
  now: Millis,
): NewEntry[] {
  return [
    ...windows(subject, now),
    ...activities(subject, now),
    ...work(subject),
  ];
}
