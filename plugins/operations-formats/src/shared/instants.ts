import { toIso } from '@backstage-operations/plugin-operations-common';
import { DateTime } from 'luxon';
import { FormatError } from '../FormatError';

/**
 * ISO 8601 instant of Unix seconds, whole or not.
 *
 * @throws FormatError when they are beyond every calendar
 */
export function isoOfSeconds(seconds: number | string): string {
  const at = Math.round(Number(seconds) * 1000);
  if (!(Math.abs(at) <= 8.64e15)) {
    throw new FormatError(
      `${String(seconds).slice(0, 40)} are no seconds since 1970`,
    );
  }
  return toIso(at);
}

/** The text with its zone as ISO 8601 writes it: some tools say `UTC`, or put a space before the offset. */
function plain(text: string): string {
  return text
    .trim()
    .replace(/\s*(?:UTC|GMT)$/, 'Z')
    .replace(
      /(\d:\d\d(?::\d\d(?:\.\d+)?)?)\s+([+-]\d\d(?::?\d\d)?|Z)$/,
      '$1$2',
    );
}

/**
 * ISO 8601 instant of a tool's timestamp, however many digits its seconds have.
 *
 * @param zone - IANA zone of timestamps that carry none
 * @throws FormatError when there is no zone in the text and none was given: a guess could be hours wrong
 */
export function isoOfText(
  format: string,
  given: string,
  zone?: string,
): string {
  const text = plain(given);
  // An offset may have hours only, as PostgreSQL writes it; the end of a mere date is none.
  const carriesZone = /[zZ]$|\d[T ]\d.*[+-]\d{2}(:?\d{2})?$/.test(text);
  if (!carriesZone && !zone) {
    throw new FormatError(
      `${format}: the time ${text} carries no zone; say which one it is in with timeZone=<IANA zone>`,
    );
  }
  const parsed = DateTime.fromISO(
    text.replace(' ', 'T').replace(/(\.\d{3})\d+/, '$1'),
    { zone: carriesZone ? 'utc' : zone },
  );
  if (!parsed.isValid) {
    throw new FormatError(
      `${format}: ${text.slice(0, 40)} is no time${
        parsed.invalidReason === 'unsupported zone' ? ` in zone ${zone}` : ''
      }`,
    );
  }
  return toIso(parsed.toMillis());
}

/** A tool's timestamp as ISO 8601 in UTC; undefined for one that is absent. */
export function instantOf(
  format: string,
  text: string | null | undefined,
  zone?: string,
): string | undefined {
  if (!text) return undefined;
  return isoOfText(format, text, zone);
}
