import { DateTime, Duration } from 'luxon';
import { Millis } from './instant';

/** When an organisation works; deadlines in business time are counted with it. @public */
export interface BusinessCalendar {
  /** IANA zone, for example `Europe/Berlin`. */
  timeZone: string;
  /** Weekdays worked, 1 = Monday … 7 = Sunday. */
  workdays: readonly number[];
  /** First and last working hour, 0..24; fractions are allowed. */
  hours: { from: number; to: number };
  /** ISO dates (`2026-12-25`) without work, in the calendar's zone. */
  holidays: readonly string[];
}

/** A calendar with so few working days that a deadline is further away than this is taken for a mistake. */
const LONGEST_WALK_DAYS = 3660;

function checked(calendar: BusinessCalendar): BusinessCalendar {
  const { hours, workdays, timeZone } = calendar;
  if (!workdays.some(day => day >= 1 && day <= 7)) {
    throw new TypeError('a business calendar needs at least one workday');
  }
  if (!(hours.from >= 0 && hours.to <= 24 && hours.from < hours.to)) {
    throw new TypeError('working hours must satisfy 0 <= from < to <= 24');
  }
  if (!DateTime.fromMillis(0, { zone: timeZone }).isValid) {
    throw new TypeError(`unknown time zone: ${timeZone}`);
  }
  return calendar;
}

function isWorkday(day: DateTime, calendar: BusinessCalendar): boolean {
  return (
    calendar.workdays.includes(day.weekday) &&
    !calendar.holidays.includes(day.toISODate() ?? '')
  );
}

/** The wall clock time on that day; 24:00 is the next midnight. Setting the clock, not adding hours, keeps it right when clocks change. */
function atMinute(day: DateTime, minute: number): DateTime {
  return minute >= 1440
    ? day.plus({ days: 1 }).startOf('day')
    : day.set({
        hour: Math.floor(minute / 60),
        minute: Math.floor(minute % 60),
        second: Math.floor((minute * 60) % 60),
        millisecond: 0,
      });
}

function shift(day: DateTime, calendar: BusinessCalendar) {
  const open = atMinute(day, calendar.hours.from * 60);
  const close = atMinute(day, calendar.hours.to * 60);
  return { open: open.toMillis(), close: close.toMillis() };
}

function nextWorkday(day: DateTime, calendar: BusinessCalendar): DateTime {
  let next = day;
  for (let walked = 0; walked < LONGEST_WALK_DAYS; walked++) {
    next = next.plus({ days: 1 }).startOf('day');
    if (isWorkday(next, calendar)) return next;
  }
  throw new RangeError('the business calendar has no working day in ten years');
}

/** Whether the instant's day is worked, whatever the hour. @public */
export function isBusinessDay(at: Millis, calendar: BusinessCalendar): boolean {
  const { timeZone } = checked(calendar);
  return isWorkday(DateTime.fromMillis(at, { zone: timeZone }), calendar);
}

/** The instant itself when it is working time, else the next opening. @public */
export function nextWorkingInstant(
  at: Millis,
  calendar: BusinessCalendar,
): Millis {
  const { timeZone } = checked(calendar);
  const local = DateTime.fromMillis(at, { zone: timeZone });
  if (isWorkday(local, calendar)) {
    const { open, close } = shift(local, calendar);
    if (at < open) return open;
    if (at < close) return at;
  }
  return shift(nextWorkday(local, calendar), calendar).open;
}

/**
 * Adds whole business days: the earliest instant by which that many working days have passed.
 *
 * @remarks
 * From within a working day the result has the same wall clock time; from an opening, or from outside working time, the
 * start counts as that day's opening and the last day ends at its closing. So Saturday + 1 is Monday's closing,
 * Friday 16:00 + 1 is Monday 16:00.
 * @param at - where counting starts
 * @param days - whole number, 0 or more
 * @public
 */
export function addBusinessDays(
  at: Millis,
  days: number,
  calendar: BusinessCalendar,
): Millis {
  if (!Number.isInteger(days) || days < 0) {
    throw new TypeError('business days must be a whole number, 0 or more');
  }
  const start = nextWorkingInstant(at, calendar);
  if (days === 0) return start;
  const local = DateTime.fromMillis(start, { zone: calendar.timeZone });
  const fromOpening = start === shift(local, calendar).open;
  let day: DateTime = local;
  for (let left = fromOpening ? days - 1 : days; left > 0; left--) {
    day = nextWorkday(day, calendar);
  }
  if (fromOpening) return shift(day, calendar).close;
  const { hour, minute, second, millisecond } = local;
  return day.set({ hour, minute, second, millisecond }).toMillis();
}

/**
 * Adds a duration of working time: its weeks and days as business days, the rest as time on the clock while work goes on.
 *
 * @param duration - ISO 8601 (`P1D`, `PT4H`) or seconds; a week is five business days
 * @throws TypeError when the text is no duration, or counts months or years
 * @public
 */
export function addBusinessTime(
  at: Millis,
  duration: string | number,
  calendar: BusinessCalendar,
): Millis {
  const parsed =
    typeof duration === 'number'
      ? Duration.fromObject({ seconds: duration })
      : Duration.fromISO(duration);
  if (!parsed.isValid) throw new TypeError(`not a duration: ${duration}`);
  if (parsed.years || parsed.quarters || parsed.months) {
    throw new TypeError('business time is counted in days, hours or less');
  }
  const clock = parsed.set({ weeks: 0, days: 0 }).toMillis();
  const days = parsed.weeks * 5 + parsed.days;
  let reached = addBusinessDays(at, days, calendar);
  let left = clock;
  for (let walked = 0; left > 0 && walked < LONGEST_WALK_DAYS; walked++) {
    reached = nextWorkingInstant(reached, calendar);
    const day = DateTime.fromMillis(reached, { zone: calendar.timeZone });
    const rest = shift(day, calendar).close - reached;
    if (left <= rest) return reached + left;
    left -= rest;
    reached += rest;
  }
  if (left > 0) throw new RangeError('the deadline is over ten years away');
  return reached;
}
