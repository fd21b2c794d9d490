import { DateTime, Duration } from 'luxon';
import { remember } from '../../remember';
import { durationMillis, Millis } from '../../time';
import { OperationsSettings } from '../settings';
import { BackupPolicy, Length, Schedule } from './BackupPolicy';
import { Check } from './Check';
import { cronFires, cronNature } from './cronFires';
import { Dataset } from './Dataset';
import { strategyPolicy } from './policies';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What is backed up as often as this is backed up all the time. */
const REAL_TIME = 5 * 60_000;

/** From when cron expressions are looked at. */
const SAMPLE = Date.UTC(2024, 0, 1);

/** The longest time from one firing to the next, by `<zone> <cron>`. */
const cronGap = remember((question: string): Millis => {
  const [timeZone, ...fields] = question.split(' ');
  const cron = fields.join(' ');
  const nature = cronNature(cron, timeZone);
  if ('problem' in nature) return Infinity;
  // The last but one are months; `@daily` has none.
  const months = fields.length > 1 ? fields[fields.length - 2] : '*';
  const allYear = /^(\*|\*\/1|1-12)$/.test(months);
  const fine = nature.period < DAY / 2;
  // A year of fine firings would be thousands; one that leaves out months is not fine in those.
  if (fine && !allYear) return Infinity;
  // Weeks show nights and weekends, months the days of a month; only what names months needs a year.
  const days = fine ? 9 : 62;
  const to = SAMPLE + (allYear ? days : 366) * DAY;
  const fires = [SAMPLE, ...cronFires(cron, timeZone, SAMPLE, to), to];
  const gaps = fires.map((at, index) => at - (fires[index - 1] ?? at));
  return Math.max(...gaps);
});

/** The longest time from one backup to the next; 0 for what waits for no clock. */
function longestGap(schedule: Schedule): Millis {
  if (schedule.kind === 'interval') return schedule.every;
  if (schedule.kind !== 'cron') return 0;
  return cronGap(`${schedule.timeZone} ${schedule.cron}`);
}

function isOftenEnough(asked: Schedule, wanted: Schedule): boolean {
  const gap = longestGap(asked);
  if (asked.kind === 'continuous') return true;
  if (wanted.kind === 'continuous') {
    return asked.kind !== 'per-change' && gap <= REAL_TIME;
  }
  if (wanted.kind === 'per-change') {
    return asked.kind === 'per-change' || gap <= REAL_TIME;
  }
  const allowed = longestGap(wanted);
  // A day on which clocks go back is an hour longer.
  return gap <= (allowed >= DAY ? allowed + HOUR : allowed);
}

/** How late a run may be before it is another schedule: a whole period, or where there is none as late as the strategy lets it be. */
function mostGrace({ schedule, grace }: BackupPolicy): Millis {
  if (schedule.kind === 'per-change') return DAY;
  return Math.max(longestGap(schedule), grace);
}

/** A year may be said as 365 days or as twelve months. */
function isLongEnough(asked: Length, wanted: Length): boolean {
  const after = ({ text }: Length) =>
    DateTime.fromMillis(SAMPLE, { zone: 'utc' })
      .plus(Duration.fromISO(text))
      .toMillis();
  return (
    durationMillis(asked.text) >= durationMillis(wanted.text) ||
    after(asked) >= after(wanted)
  );
}

/**
 * Whether a policy asks for at least what the backup strategy asks of its class of data.
 *
 * @remarks
 * The table "Backup Strategy" of the Phase 08 document, or the organisation's rows in its place. How well a policy is kept is another
 * question: a weekly backup of a database may keep to its own policy perfectly.
 * @internal
 */
export function strategyCheck(
  { policy, evidence }: Pick<Dataset, 'policy' | 'evidence'>,
  settings: OperationsSettings,
): Check {
  if (evidence.length === 0) {
    return {
      verdict: 'unknown',
      reason: 'neither a backup-policy nor a backup was ever reported',
    };
  }
  if (policy.problem) return { verdict: 'unknown', reason: policy.problem };
  const wanted = strategyPolicy(policy, settings);
  const often = isOftenEnough(policy.schedule, wanted.schedule);
  const lacks = [
    often
      ? ''
      : `is backed up ${policy.scheduleText}, the strategy for ${policy.dataType} asks for ${wanted.scheduleText}`,
    !often || policy.grace <= mostGrace(wanted)
      ? ''
      : `may be ${Math.round(
          policy.grace / HOUR,
        )} h late, which makes it another schedule`,
    isLongEnough(policy.retention, wanted.retention)
      ? ''
      : `is kept ${policy.retention.text}, the strategy asks for ${wanted.retention.text}`,
    policy.location === wanted.location
      ? ''
      : `is to lie ${policy.location}, the strategy asks for ${wanted.location}`,
  ].filter(Boolean);
  return lacks.length > 0
    ? { verdict: 'fail', reason: lacks.join(', ') }
    : { verdict: 'pass', reason: 'asks for what the strategy asks' };
}
