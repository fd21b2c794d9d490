import {
  CalendarEntry,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import ical, {
  ICalCalendarMethod,
  ICalEventTransparency,
} from 'ical-generator';
import { createHash } from 'node:crypto';

/** Length of what is a point in time, so that calendars draw it: a quarter of an hour. */
const POINT = 15 * 60_000;

/** Names the same thing in every feed; references have characters that some calendars refuse in a UID. */
function uidOf(id: string): string {
  const digest = createHash('sha256').update(id).digest('hex');
  return `${digest.slice(0, 40)}@backstage-operations`;
}

/**
 * Entries as an iCalendar feed.
 *
 * @remarks RFC 5545; all times in UTC. Recurring work appears with its next date only: the one after it counts from when the work
 * is done, so a rule that repeats for ever would promise dates that nobody knows.
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
  for (const entry of entries) {
    const { id, type, title, entityRef, owner, starts, ends, url } = entry;
    const start = new Date(starts);
    const lines = [entry.detail, entityRef, owner && `Owner: ${owner}`];
    calendar.createEvent({
      id: uidOf(id),
      stamp: new Date(now),
      start,
      end: ends ? new Date(ends) : new Date(start.getTime() + POINT),
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
