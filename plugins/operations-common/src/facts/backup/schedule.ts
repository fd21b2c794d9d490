import { Millis } from '../../time';
import { Window } from '../select';
import { Schedule } from './BackupPolicy';
import { cronFires, nextCronFire } from './cronFires';

/** A span of time in which one good backup is expected. @internal */
export interface Slot {
  from: Millis;
  to: Millis;
}

const DAY = 86_400_000;
/** Monday 1970-01-05, so that slots of a week begin on Mondays and shorter ones at full hours and days, in UTC. */
const ANCHOR = 4 * DAY;
/** Clocks of two machines may differ by this much, as they may when evidence is accepted. @internal */
export const SKEW = 5 * 60_000;

/** Finer schedules would make thousands of slots that nobody reads; they are asked for a proof a day. */
const FINEST = 5 * 60_000;

function evenSlots(every: Millis, window: Window): Slot[] {
  const slots: Slot[] = [];
  const first = Math.ceil((window.from - ANCHOR) / every);
  for (let i = first; ANCHOR + i * every < window.to; i += 1) {
    slots.push({ from: ANCHOR + i * every, to: ANCHOR + (i + 1) * every });
  }
  return slots;
}

function cronSlots(cron: string, timeZone: string, window: Window): Slot[] {
  const fires = cronFires(cron, timeZone, window.from, window.to);
  return fires.map((from, i) => ({
    from,
    to: fires[i + 1] ?? nextCronFire(cron, timeZone, from) ?? Infinity,
  }));
}

/**
 * The slots that begin in a window, oldest first.
 *
 * @remarks
 * Intervals are cut from a fixed Monday in UTC; a cron slot lasts from one firing to the next; continuous backup, and what is
 * asked for more often than every five minutes, has a slot a day. Backup per change has no slots of its own, see `changeSlots`.
 * @internal
 */
export function scheduledSlots(schedule: Schedule, window: Window): Slot[] {
  if (schedule.kind === 'interval') {
    return evenSlots(schedule.every < FINEST ? DAY : schedule.every, window);
  }
  if (schedule.kind === 'cron') {
    return cronSlots(schedule.cron, schedule.timeZone, window);
  }
  return schedule.kind === 'continuous' ? evenSlots(DAY, window) : [];
}

function nextFireAfter(cron: string, timeZone: string, at: Millis): Millis {
  const next = nextCronFire(cron, timeZone, at) ?? Infinity;
  const following = nextCronFire(cron, timeZone, next) ?? Infinity;
  // A run may carry a time shortly before the firing that started it: then the firing after that one is the next.
  const skew = Math.min(SKEW, (following - next) / 2);
  return next - at <= skew ? following : next;
}

function resumption(schedule: Schedule, at: Millis): Millis {
  if (schedule.kind !== 'cron') return at;
  return nextCronFire(schedule.cron, schedule.timeZone, at - 1) ?? Infinity;
}

/**
 * The instant from which a recovery point is too old, the next one being due; undefined when only a change makes it old.
 *
 * @remarks Interval: point + interval + grace. Cron: the next firing after the point + grace. Continuous: point + grace.
 * Nothing falls due in an approved pause, but after it. Never goes back as the point moves on.
 * @internal
 */
export function dueBy(
  policy: { schedule: Schedule; grace: Millis },
  point: Millis,
  pauses: readonly Window[] = [],
): Millis | undefined {
  const { schedule, grace } = policy;
  if (schedule.kind === 'per-change') return undefined;
  let due = point;
  if (schedule.kind === 'interval') due = point + schedule.every;
  if (schedule.kind === 'cron') {
    due = nextFireAfter(schedule.cron, schedule.timeZone, point);
  }
  for (const pause of pauses) {
    if (pause.from <= due && due < pause.to) {
      due = resumption(schedule, pause.to);
    }
  }
  return due + grace;
}

/**
 * From where the next backup's due date counts.
 *
 * @remarks Of a cron job it is the start, since a run may hold data only up to some time before the firing that started it; but
 * not when that lag is longer than the grace, for then the data really is older than asked.
 * @internal
 */
export function duePoint(
  policy: { schedule: Schedule; grace: Millis },
  run: { startedAt: Millis; recoveryPoint: Millis },
): Millis {
  const { startedAt, recoveryPoint } = run;
  const lags = startedAt > recoveryPoint + policy.grace;
  return policy.schedule.kind === 'cron' && !lags
    ? Math.max(startedAt, recoveryPoint)
    : recoveryPoint;
}
