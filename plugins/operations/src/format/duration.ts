import {
  Better,
  formatSeconds,
} from '@backstage-operations/plugin-operations-common';
import { Duration } from 'luxon';

/** Seconds of an ISO 8601 duration, or undefined when the text is none. @internal */
export function secondsOf(duration: string | undefined): number | undefined {
  if (duration === undefined) return undefined;
  const parsed = Duration.fromISO(duration);
  return parsed.isValid ? parsed.as('seconds') : undefined;
}

/** An ISO 8601 duration in words of time as it was written, `30 days` or `3 months`; other text stays as it is. @internal */
export function formatDuration(duration: string): string {
  const parsed = Duration.fromISO(duration);
  return parsed.isValid
    ? parsed.toHuman({ unitDisplay: 'long', listStyle: 'narrow' })
    : duration;
}

/** Seconds as text, or undefined when they are not known; rounded, never towards better. @internal */
export function formatElapsed(
  seconds: number | null | undefined,
  better: Better = 'lower',
): string | undefined {
  return seconds === null || seconds === undefined
    ? undefined
    : formatSeconds(seconds, better);
}
