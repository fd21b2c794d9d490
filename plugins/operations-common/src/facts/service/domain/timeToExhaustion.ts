import { Duration } from 'luxon';
import { Millis } from '../../../time';

/** When the error budget will be gone: after a time, never, or it already is. @public */
export type TimeToExhaustion =
  | { state: 'never' | 'exhausted' }
  | { state: 'after'; millis: Millis };

/**
 * How long the error budget lasts if it goes on being spent as now.
 *
 * @remarks `remaining · W / burnRate`.
 * @param remaining - share of the budget left, may be below zero
 * @param rate - burn rate now, 0 or more
 * @param window - the SLO's window
 * @public
 */
export function timeToExhaustion(
  remaining: number,
  rate: number,
  window: Millis,
): TimeToExhaustion {
  if (remaining <= 0) return { state: 'exhausted' };
  const millis = (remaining * window) / rate;
  // A rate so small that the product overflows, or is no instant any more, is as good as none.
  return rate > 0 && Number.isSafeInteger(Math.floor(millis))
    ? { state: 'after', millis: Math.floor(millis) }
    : { state: 'never' };
}

/** The same as text: `never`, `exhausted`, or an ISO 8601 duration cut to whole seconds. @public */
export function formatTimeToExhaustion(time: TimeToExhaustion): string {
  if (time.state !== 'after') return time.state;
  const seconds = Math.floor(time.millis / 1000);
  return Duration.fromObject({ seconds })
    .shiftTo('days', 'hours', 'minutes', 'seconds')
    .removeZeros()
    .toISO();
}
