import {
  CalendarEntry,
  Millis,
  occurrences,
  ruleWithInstant,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import ical, {
  ICalCalendarMethod,
  ICalEventData,
  ICalEventTransparency,
} from 'ical-generator';
import { DateTime } from 'luxon';
import { createHash } from 'node:crypto';
import { timeZoneRules } from './timeZoneRules';

/** Length of what is a point in time, so that calendars draw it: a quarter of an hour. */
const POINT = 15 * 60_000;

const YEAR = 366 * 86_400_000;

/** How far ahead the clocks of a zone are described; rules of zones change more often. */
const AHEAD = 10 * YEAR;

/** A time on the clock of a zone. */
const LOCAL = "yyyyLLdd'T'HHmmss";

/** Names the same thing in every feed; references have characters that some calendars refuse in a UID. */
function uidOf(id: string): string {
  const digest = createHash('sha256').update(id).digest('hex');
  return `${digest.slice(0, 40)}@backstage-operations`;
}

/** When something is: an instant, or for what repeats the clock of its zone with the rule; undefined for a rule without any time. */
function timesOf(
  { starts, ends, recurrence }: CalendarEntry,
  now: Millis,
): Pick<ICalEventData, 'start' | 'end' | 'timezone' | 'repeating'> | undefined {
  const from = toMillis(starts);
  const length = ends ? toMillis(ends) - from : POINT;
  if (!recurrence)
    return { start: new Date(from), end: new Date(from + length) };
  const { timeZone: zone, except = [] } = recurrence;
  const period = { from, to: now + AHEAD };
  // What is left out counts towards COUNT, so that the series begins with it too.
  const all = { ...recurrence, except: [] };
  const [first] = occurrences(from, all, period, 1);
  if (first === undefined) return undefined;
  const clock = (at: Millis) => DateTime.fromMillis(at, { zone });
  const left = except.map(at => clock(toMillis(at)).toFormat(LOCAL));
  return {
    start: clock(first),
    end: clock(first + length),
    timezone: zone,
    repeating: [
      `RRULE:${ruleWithInstant(recurrence)}`,
      ...left.map(at => `EXDATE;TZID=${zone}:${at}`),
    ].join('\r\n'),
  };
}

/**
 * Entries as an iCalendar feed.
 *
 * @remarks
 * RFC 5545; times in UTC, but what repeats by a rule on the clock of its zone. Work that is due a while after it was last done appears
 * with its next date only: the one after it counts from when the work is done, so a rule would promise dates that nobody knows.
 * @internal
 */
export function toICalendar(
  entries: readonly CalendarEntry[],
  now: Millis,
): string {
  const calendar = ical({
    name: 'Operations',
    prodId: { company: 'backstage-operations', product: 'calendar' },
    method: ICalCalendarMethod.PUBLISH,
    ttl: 3600,
  });
  const earliest = Math.min(
    now,
    ...entries.map(({ starts }) => toMillis(starts)),
  );
  const zones = { from: earliest - YEAR, to: now + AHEAD };
  calendar.timezone({
    name: null,
    generator: name => timeZoneRules(name, zones),
  });
  for (const entry of entries) {
    const times = timesOf(entry, now);
    if (!times) continue;
    const { id, type, title, entityRef, owner, ends, url } = entry;
    const lines = [entry.detail, entityRef, owner && `Owner: ${owner}`];
    calendar.createEvent({
      id: uidOf(id),
      stamp: new Date(now),
      ...times,
      summary: `${title} (${entityRef})`,
      description: lines.filter(Boolean).join('\n'),
      transparency: ends
        ? ICalEventTransparency.OPAQUE
        : ICalEventTransparency.TRANSPARENT,
      categories: [{ name: type }],
      ...(url && /^https?:/i.test(url) ? { url } : {}),
    });
  }
  return calendar.toString();
}
