import { Info, Zone } from 'luxon';
import { Millis } from './instant';

const DAY = 86_400_000;

/** A place on a wall clock: the day since 1970-01-01 and the milliseconds that the clock shows on it. */
export interface WallClock {
  day: number;
  clock: Millis;
}

/** The zone of that IANA name; throws TypeError when there is none. */
export function zoneOf(name: string): Zone {
  const zone = Info.normalizeZone(name);
  if (!zone.isValid) throw new TypeError(`unknown time zone: ${name}`);
  return zone;
}

/** What a clock in the zone shows. */
export function wallClockAt(at: Millis, zone: Zone): WallClock {
  const local = at + zone.offset(at) * 60_000;
  const day = Math.floor(local / DAY);
  return { day, clock: local - day * DAY };
}

/**
 * The instant at which a clock in the zone shows this.
 *
 * @remarks
 * Of a time that is shown twice the earlier one; a time that clocks skip becomes as much later as they skip. As luxon has it, but many times
 * faster than its date objects. The offsets a day before and after are the only ones it can have, since clocks change far less often.
 */
export function instantAt({ day, clock }: WallClock, zone: Zone): Millis {
  const local = day * DAY + clock;
  const before = zone.offset(local - DAY);
  const after = zone.offset(local + DAY);
  if (before === after) return local - before * 60_000;
  const earlier = local - Math.max(before, after) * 60_000;
  const later = local - Math.min(before, after) * 60_000;
  return local === earlier + zone.offset(earlier) * 60_000 ? earlier : later;
}

/** ISO weekday of a day, 1 = Monday. */
export function weekdayOf(day: number): number {
  return ((((day + 3) % 7) + 7) % 7) + 1;
}

/** ISO date of a day. */
export function isoDateOf(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
