import { Duration, DurationLikeObject } from 'luxon';
import { remember } from '../remember';

const units: readonly (keyof DurationLikeObject & string)[] = [
  'years',
  'months',
  'weeks',
  'days',
  'hours',
  'minutes',
  'seconds',
];

/** A length of time in words, exactly as it was written: `92 days`, `1 hour 30 minutes`. @internal */
export const durationWords = remember((duration: string | number): string => {
  const parsed =
    typeof duration === 'number'
      ? Duration.fromObject({ seconds: duration }).rescale()
      : Duration.fromISO(duration);
  const words = units
    .filter(unit => parsed.get(unit) !== 0)
    .map(unit => {
      const amount = parsed.get(unit);
      return `${amount} ${amount === 1 ? unit.slice(0, -1) : unit}`;
    });
  return words.length > 0 ? words.join(' ') : '0 seconds';
});
