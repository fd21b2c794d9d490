import { RRule } from 'rrule';
import { instantAt, wallClockAt, zoneOf } from './wallClock';
import { Millis, toMillis } from './instant';

const DAY = 86_400_000;

/** Something that repeats by a rule. @public */
export interface Recurrence {
  /** An RFC 5545 recurrence rule, like `FREQ=WEEKLY;BYDAY=SU`. */
  rule: string;
  /** IANA zone whose clock the first instant shows; the others show the same. */
  timeZone: string;
  /** Occurrences that are left out, ISO 8601. */
  except?: readonly string[];
}

/** The clock of a zone as a date that rrule counts with: it knows no zones, so it is given a clock that never changes. */
function shown(at: Millis, timeZone: string): Date {
  const { day, clock } = wallClockAt(at, zoneOf(timeZone));
  return new Date(day * DAY + clock);
}

function instant(date: Date, timeZone: string): Millis {
  const local = date.getTime();
  const day = Math.floor(local / DAY);
  return instantAt({ day, clock: local - day * DAY }, zoneOf(timeZone));
}

const patterns: ReadonlyMap<string, RegExp> = new Map([
  ['FREQ', /^(DAILY|WEEKLY|MONTHLY|YEARLY)$/],
  ['INTERVAL', /^[1-9]\d?$/],
  ['COUNT', /^[1-9]\d{0,3}$/],
  ['UNTIL', /^\d{8}(T\d{6}Z)?$/],
  [
    'BYDAY',
    /^([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU)(,([+-]?[1-5])?(MO|TU|WE|TH|FR|SA|SU))*$/,
  ],
  ['BYMONTHDAY', /^-?([1-9]|[12]\d|3[01])(,-?([1-9]|[12]\d|3[01]))*$/],
  ['BYMONTH', /^([1-9]|1[0-2])(,([1-9]|1[0-2]))*$/],
  ['BYSETPOS', /^-?[1-5](,-?[1-5])*$/],
  ['WKST', /^(MO|TU|WE|TH|FR|SA|SU)$/],
]);

const longest = [31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/**
 * What is wrong with a rule; undefined when it can be followed.
 *
 * @remarks
 * Rules by day, week, month or year, with interval, end, weekdays, days of the month and months. Finer ones plan nothing that people
 * do, and rules that never come true would be followed to the year 9999.
 * @internal
 */
export function whyNoRule(text: string): string | undefined {
  if (text.length > 500) return 'is longer than 500 characters';
  const parts = new Map<string, string>();
  for (const part of text.split(';')) {
    const [name, value, ...rest] = part.split('=');
    const wrong = !value || rest.length > 0 || parts.has(name);
    if (wrong || !/^[A-Z]+$/.test(name)) {
      return 'must be a rule like FREQ=WEEKLY;BYDAY=SU';
    }
    parts.set(name, value);
  }
  for (const [name, value] of parts) {
    const pattern = patterns.get(name);
    if (!pattern) return `has the part ${name}, which is not supported`;
    if (!pattern.test(value)) return `has a wrong ${name}`;
  }
  const frequency = parts.get('FREQ');
  if (!frequency) return 'must say FREQ';
  if (parts.has('COUNT') && parts.has('UNTIL')) {
    return 'may say COUNT or UNTIL, not both';
  }
  const often = frequency === 'DAILY' || frequency === 'WEEKLY';
  if (often && (parts.has('BYMONTHDAY') || parts.has('BYSETPOS'))) {
    return `may not say BYMONTHDAY or BYSETPOS with FREQ=${frequency}`;
  }
  if (often && /\d/.test(parts.get('BYDAY') ?? '')) {
    return `may not number weekdays with FREQ=${frequency}`;
  }
  const weekdays = (parts.get('BYDAY') ?? 'MO').split(',');
  const numbered = weekdays.filter(day => /\d/.test(day)).length;
  if (numbered > 0 && numbered < weekdays.length) {
    return 'may not name some weekdays with a number and some without';
  }
  if (frequency === 'DAILY' && parts.has('INTERVAL') && parts.has('BYDAY')) {
    return 'may not say INTERVAL and BYDAY with FREQ=DAILY';
  }
  return isImpossible(parts) ? 'never comes true' : undefined;
}

function isImpossible(parts: ReadonlyMap<string, string>): boolean {
  const months = parts.get('BYMONTH')?.split(',').map(Number);
  const days = parts.get('BYMONTHDAY')?.split(',').map(Number);
  if (!months || !days) return false;
  const length = Math.max(...months.map(month => longest[month - 1]));
  return days.every(day => Math.abs(day) > length);
}

/**
 * The instants of something that repeats, in a period and in order.
 *
 * @param starts - the first instant, from which the rule counts
 * @param period - half-open
 * @param limit - at most so many, the earliest
 * @remarks
 * The clock of the zone stays the same when it changes to summer time. An hour that clocks skip becomes the hour after; of one that they
 * show twice the first counts, as RFC 5545 has it.
 * @public
 */
export function occurrences(
  starts: Millis,
  { rule, timeZone, except = [] }: Recurrence,
  period: { from: Millis; to: Millis },
  limit: number,
): Millis[] {
  const options = RRule.parseString(localUntil(rule, timeZone));
  const series = new RRule({ ...options, dtstart: shown(starts, timeZone) });
  const left = new Set(except.map(toMillis));
  const found: Millis[] = [];
  series.between(
    // A day wider: clocks and instants differ by less.
    new Date(Math.max(shown(period.from, timeZone).getTime() - DAY, 0)),
    new Date(shown(period.to, timeZone).getTime() + DAY),
    true,
    date => {
      const at = instant(date, timeZone);
      if (at >= period.from && at < period.to && !left.has(at)) found.push(at);
      return found.length < limit;
    },
  );
  return found;
}

/** The rule with its end on the clock of the zone; a day as end includes that day. */
function localUntil(rule: string, timeZone: string): string {
  return rule.replace(
    /UNTIL=(\d{4})(\d\d)(\d\d)(T(\d\d)(\d\d)(\d\d)Z)?/,
    (...match) => {
      const [year, month, day] = match.slice(1, 4).map(Number);
      if (!match[4]) return `UNTIL=${match[1]}${match[2]}${match[3]}T235959Z`;
      const [hour, minute, second] = match.slice(5, 8).map(Number);
      const at = Date.UTC(year, month - 1, day, hour, minute, second);
      const text = shown(at, timeZone)
        .toISOString()
        .replace(/[-:]|\.\d+/g, '');
      return `UNTIL=${text}`;
    },
  );
}

/** The rule as a calendar may carry it beside a time of a zone: an end that is a day becomes the last instant of that day. @public */
export function ruleWithInstant({ rule, timeZone }: Recurrence): string {
  return rule.replace(/UNTIL=(\d{4})(\d\d)(\d\d)(?!T)/, (...match) => {
    const [year, month, day] = match.slice(1, 4).map(Number);
    const local = new Date(Date.UTC(year, month - 1, day, 23, 59, 59));
    const at = new Date(instant(local, timeZone));
    return `UNTIL=${at.toISOString().replace(/[-:]|\.\d+/g, '')}`;
  });
}
