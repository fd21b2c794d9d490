import { DateTime } from 'luxon';

const units: readonly [unit: Intl.RelativeTimeFormatUnit, millis: number][] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

/** An instant with date, time and zone, `21 Nov 2026, 14:05 UTC`; the text itself when it is no instant. @internal */
export function formatInstant(iso: string, zone?: string): string {
  const parsed = DateTime.fromISO(iso, { zone: zone ?? 'local' });
  return parsed.isValid
    ? parsed.toFormat("d LLL yyyy, HH:mm 'Z'").replace(/Z$/, zoneName(parsed))
    : iso;
}

function zoneName(instant: DateTime): string {
  return instant.offset === 0
    ? 'UTC'
    : instant.offsetNameShort ?? instant.toFormat('ZZ');
}

/** From one instant to another; a day that is the same is said once, `21 Nov 2026, 02:00 – 05:30 UTC`. @internal */
export function formatSpan(from: string, to: string, zone?: string): string {
  const start = DateTime.fromISO(from, { zone: zone ?? 'local' });
  const end = DateTime.fromISO(to, { zone: zone ?? 'local' });
  if (!start.isValid || !end.hasSame(start, 'day')) {
    return `${formatInstant(from, zone)} – ${formatInstant(to, zone)}`;
  }
  const hours = `${start.toFormat('HH:mm')} – ${end.toFormat('HH:mm')}`;
  return `${start.toFormat('d LLL yyyy')}, ${hours} ${zoneName(end)}`;
}

/** The date alone, `21 Nov 2026`. @internal */
export function formatDay(iso: string): string {
  const parsed = DateTime.fromISO(iso);
  return parsed.isValid ? parsed.toFormat('d LLL yyyy') : iso;
}

/** Distance from now in words, `3 days ago`; whole units only, cut towards zero. @internal */
export function formatDistance(
  iso: string,
  now: number,
  language: string = 'en',
): string {
  const distance = Date.parse(iso) - now;
  if (!Number.isFinite(distance)) return iso;
  const format = new Intl.RelativeTimeFormat(language, { numeric: 'auto' });
  for (const [unit, millis] of units) {
    if (Math.abs(distance) >= millis) {
      return format.format(Math.trunc(distance / millis), unit);
    }
  }
  return format.format(0, 'minute');
}
