import { Duration, Zone } from 'luxon';
import { Millis } from './instant';
import {
  instantAt,
  isoDateOf,
  wallClockAt,
  weekdayOf,
  zoneOf,
} from './wallClock';

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

const HOUR = 3_600_000;

/** A calendar that was checked, with the opening hours of the days that were asked for. */
interface OpenedCalendar {
  zone: Zone;
  workdays: ReadonlySet<number>;
  holidays: ReadonlySet<string>;
  /** Opening and closing on a wall clock, milliseconds of the day. */
  hours: { from: Millis; to: Millis };
  shifts: Map<number, { open: Millis; close: Millis }>;
}

const opened = new WeakMap<BusinessCalendar, OpenedCalendar>();

function openCalendar(calendar: BusinessCalendar): OpenedCalendar {
  const known = opened.get(calendar);
  if (known) return known;
  const { hours, workdays, holidays, timeZone } = calendar;
  if (!workdays.some(day => day >= 1 && day <= 7)) {
    throw new TypeError('a business calendar needs at least one workday');
  }
  if (!(hours.from >= 0 && hours.to <= 24 && hours.from < hours.to)) {
    throw new TypeError('working hours must satisfy 0 <= from < to <= 24');
  }
  const result = {
    zone: zoneOf(timeZone),
    workdays: new Set(workdays),
    holidays: new Set(holidays),
    hours: { from: hours.from * HOUR, to: hours.to * HOUR },
    shifts: new Map(),
  };
  opened.set(calendar, result);
  return result;
}

function isWorkday(day: number, { workdays, holidays }: OpenedCalendar) {
  return workdays.has(weekdayOf(day)) && !holidays.has(isoDateOf(day));
}

/** Opening and closing of a day. Reading the wall clock, not adding hours to midnight, keeps them right when clocks change. */
function shiftOf(day: number, { zone, hours, shifts }: OpenedCalendar) {
  const known = shifts.get(day);
  if (known) return known;
  const shift = {
    open: instantAt({ day, clock: hours.from }, zone),
    close:
      hours.to === 24 * HOUR
        ? instantAt({ day: day + 1, clock: 0 }, zone)
        : instantAt({ day, clock: hours.to }, zone),
  };
  shifts.set(day, shift);
  return shift;
}

function nextWorkday(day: number, calendar: OpenedCalendar): number {
  for (let next = day + 1; next <= day + LONGEST_WALK_DAYS; next++) {
    if (isWorkday(next, calendar)) return next;
  }
  throw new RangeError('the business calendar has no working day in ten years');
}

/** Whether the instant's day is worked, whatever the hour. @public */
export function isBusinessDay(at: Millis, calendar: BusinessCalendar): boolean {
  const own = openCalendar(calendar);
  return isWorkday(wallClockAt(at, own.zone).day, own);
}

/** The instant itself when it is working time, else the next opening. @public */
export function nextWorkingInstant(
  at: Millis,
  calendar: BusinessCalendar,
): Millis {
  const own = openCalendar(calendar);
  const { day } = wallClockAt(at, own.zone);
  if (isWorkday(day, own)) {
    const { open, close } = shiftOf(day, own);
    if (at < open) return open;
    if (at < close) return at;
  }
  return shiftOf(nextWorkday(day, own), own).open;
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
  const own = openCalendar(calendar);
  const { day: first, clock } = wallClockAt(start, own.zone);
  const fromOpening = start === shiftOf(first, own).open;
  let day = first;
  for (let left = fromOpening ? days - 1 : days; left > 0; left--) {
    day = nextWorkday(day, own);
  }
  return fromOpening
    ? shiftOf(day, own).close
    : instantAt({ day, clock }, own.zone);
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
    const own = openCalendar(calendar);
    const { day } = wallClockAt(reached, own.zone);
    const rest = shiftOf(day, own).close - reached;
    if (left <= rest) return reached + left;
    left -= rest;
    reached += rest;
  }
  if (left > 0) throw new RangeError('the deadline is over ten years away');
  return reached;
}
