const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const steps = [
  1,
  5,
  15,
  MINUTE,
  5 * MINUTE,
  15 * MINUTE,
  30 * MINUTE,
  HOUR,
  2 * HOUR,
  6 * HOUR,
  12 * HOUR,
  DAY,
  2 * DAY,
  7 * DAY,
  30 * DAY,
  90 * DAY,
];

const most = 5;

/** Places for an axis of seconds from zero to at least `highest`, at round lengths of time. @internal */
export function durationTicks(highest: number): number[] {
  const step =
    steps.find(one => highest / one <= most) ??
    Math.ceil(highest / most / (365 * DAY)) * 365 * DAY;
  const count = Math.max(1, Math.ceil(highest / step));
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}
