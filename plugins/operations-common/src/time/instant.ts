import { DateTime, Duration } from 'luxon';
import { remember } from '../remember';

/** A point in time as milliseconds since the Unix epoch; the unit of all arithmetic in this package. @public */
export type Millis = number;

/** The form that nearly every tool writes, with its year, month and day. */
const plainInstant =
  /^(\d{4})-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{3})?(Z|[+-]([01]\d|2[0-3]):[0-5]\d)$/;

const monthLengths = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** Whether a month has that day, which `Date.parse` does not check. */
function hasDay(year: number, month: number, day: number): boolean {
  if (day < 29) return true;
  if (month !== 2) return day <= monthLengths[month - 1];
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return leap && day === 29;
}

function parse(text: string): Millis | undefined {
  const plain = plainInstant.exec(text);
  if (plain) {
    const [, year, month, day] = plain;
    return hasDay(Number(year), Number(month), Number(day))
      ? Date.parse(text)
      : undefined;
  }
  if (!/[zZ]$|[+-]\d{2}:?\d{2}$/.test(text)) return undefined;
  const parsed = DateTime.fromISO(text, { setZone: true });
  return parsed.isValid ? parsed.toMillis() : undefined;
}

/** Longer texts are not worth remembering. */
const LONGEST = 40;

const read = remember(parse);

/**
 * Reads an ISO 8601 instant that carries a zone.
 *
 * @param text - for example `2026-03-01T12:00:00Z` or `2026-03-01T14:00:00+02:00`
 * @returns milliseconds since the epoch, or undefined when it is no instant or has no zone
 * @public
 */
export function parseInstant(text: string): Millis | undefined {
  return text.length <= LONGEST ? read(text) : parse(text);
}

/** Milliseconds of an instant that a schema has already accepted; throws TypeError on anything else. @public */
export function toMillis(text: string): Millis {
  const millis = parseInstant(text);
  if (millis === undefined) {
    throw new TypeError(`not an instant with a zone: ${text.slice(0, 40)}`);
  }
  return millis;
}

const written = remember((millis: Millis) => new Date(millis).toISOString());

/** The instant as ISO 8601 in UTC with milliseconds. @public */
export function toIso(millis: Millis): string {
  return written(millis);
}

const lengthOf = remember((duration: string): Millis => {
  const parsed = Duration.fromISO(duration);
  if (!parsed.isValid) throw new TypeError(`not a duration: ${duration}`);
  return parsed.toMillis();
});

/**
 * The length of a duration in milliseconds.
 *
 * @param duration - ISO 8601 text (`P30D`, `PT15M`) or a number of seconds
 * @remarks Months and years have the average length that luxon's `casual` matrix gives them: 30 and 365 days.
 * @throws TypeError when the text is no duration
 * @public
 */
export function durationMillis(duration: string | number): Millis {
  return typeof duration === 'number' ? duration * 1000 : lengthOf(duration);
}
