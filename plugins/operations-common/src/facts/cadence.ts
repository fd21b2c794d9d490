import { DateTime, Duration } from 'luxon';
import { Millis } from '../time';

/**
 * When something that recurs is due again, in calendar time: a month after 31 January is the end of February.
 *
 * @param every - ISO 8601 duration
 * @param timeZone - IANA zone whose days and months count
 * @internal
 */
export function dueAfter(
  last: Millis,
  every: string,
  timeZone: string,
): Millis {
  const length = Duration.fromISO(every);
  if (!length.isValid) throw new TypeError(`not a duration: ${every}`);
  return DateTime.fromMillis(last, { zone: timeZone }).plus(length).toMillis();
}
