import { toIso } from '@backstage-operations/plugin-operations-common';
import { DateTime } from 'luxon';
import { FormatError } from '../FormatError';
import { isoOfText } from './instants';

const dayOnly = /^\d{4}-\d\d-\d\d$/;
const isoLike = /^\d{4}-?\d\d-?\d\d($|[T ])/;

/**
 * An instant that people write as a day or as a time.
 *
 * @param edge - which end of a mere day is meant: something done counts from its start, something due lasts until its end
 * @param zone - IANA zone of what carries none; days are UTC's when nobody says
 * @throws FormatError when it is neither, or is a time of nobody knows which zone
 */
export function dayOrTime(
  format: string,
  value: unknown,
  edge: 'start' | 'end',
  zone?: string,
): string | undefined {
  if (value === null || value === undefined || value === '') return undefined;
  if (value instanceof Date) return toIso(value.getTime());
  const text = String(value).trim();
  if (!isoLike.test(text)) {
    throw new FormatError(
      `${format}: "${text.slice(
        0,
        40,
      )}" is neither a day like 2026-03-01 nor a time like 2026-03-01T12:00:00Z`,
    );
  }
  if (!dayOnly.test(text)) return isoOfText(format, text, zone);
  const day = DateTime.fromISO(text, { zone: zone ?? 'utc' });
  if (!day.isValid) throw new FormatError(`${format}: ${text} is no day`);
  const at = edge === 'start' ? day.startOf('day') : day.endOf('day');
  return toIso(at.toMillis());
}
