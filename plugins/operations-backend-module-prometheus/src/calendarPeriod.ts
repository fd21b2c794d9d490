import { Millis } from '@backstage-operations/plugin-operations-common';
import { DateTime, Duration } from 'luxon';

/** A window that begins anew on the calendar, as OpenSLO defines it. */
export interface CalendarWindow {
  /** First begin, `2026-01-01 00:00:00`, by the clock of the zone. */
  startTime: string;
  /** IANA name. */
  timeZone: string;
}

/**
 * The period that an instant lies in, from the begin to the next.
 *
 * @remarks
 * Counted from the first begin, not from period to period: months that begin on the 31st end where a month has no such day, and the
 * clock of the zone decides, so a day may have 23 or 25 hours.
 * @param length - ISO 8601
 * @returns undefined when the begin is no time, the zone is not known, or the instant lies before the first begin
 */
export function calendarPeriod(
  { startTime, timeZone }: CalendarWindow,
  length: string,
  at: Millis,
): { from: Millis; to: Millis } | undefined {
  const first = DateTime.fromISO(startTime.trim().replace(' ', 'T'), {
    zone: timeZone,
  });
  const step = Duration.fromISO(length);
  if (!first.isValid || !step.isValid || !(step.toMillis() > 0)) {
    return undefined;
  }
  if (at < first.toMillis()) return undefined;
  const begin = (index: number) =>
    first.plus(Duration.fromObject(scaled(step, index))).toMillis();
  // Never above the right one by more than a few: no period is shorter than nine tenths of its usual length.
  let index = Math.floor((at - first.toMillis()) / (step.toMillis() * 1.1));
  while (begin(index + 1) <= at) index += 1;
  return { from: begin(index), to: begin(index + 1) };
}

function scaled(step: Duration, by: number) {
  return Object.fromEntries(
    Object.entries(step.toObject()).map(([unit, count]) => [
      unit,
      (count ?? 0) * by,
    ]),
  );
}
