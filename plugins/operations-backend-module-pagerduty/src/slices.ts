import { Millis } from '@backstage-operations/plugin-operations-common';

/** Longest period that PagerDuty lists incidents of: six months, here of the shortest six. */
const SPAN: Millis = 180 * 86_400_000;

/** A period cut into parts that PagerDuty takes, oldest first. */
export function slices(
  from: Millis,
  to: Millis,
): { from: Millis; to: Millis }[] {
  const parts = [];
  for (let start = from; start < to; start += SPAN) {
    parts.push({ from: start, to: Math.min(to, start + SPAN) });
  }
  return parts;
}

/** Both halves of a period that holds too much; undefined when it can't be cut further. */
export function halves(period: {
  from: Millis;
  to: Millis;
}): { from: Millis; to: Millis }[] | undefined {
  const middle = Math.floor((period.from + period.to) / 2000) * 1000;
  if (middle <= period.from || middle >= period.to) return undefined;
  return [
    { from: period.from, to: middle },
    { from: middle, to: period.to },
  ];
}
