import { FactUnit, FactValue } from './Fact';

/** Which direction of a figure is better. @public */
export type Better = 'higher' | 'lower';

function shift(value: number, digits: number): number {
  // Moving the decimal exponent in the text avoids 0.29 * 100 = 28.999…
  const [mantissa, exponent = '0'] = String(value).split('e');
  return Number(`${mantissa}e${Number(exponent) + digits}`);
}

/**
 * Rounds a figure to some decimals, never towards better.
 *
 * @remarks Where higher is better it rounds down, where lower is better it rounds up; 0.9999 never becomes 1.
 * @public
 */
export function roundWorse(
  value: number,
  digits: number,
  better: Better,
): number {
  const scaled = shift(value, digits);
  const rounded = better === 'higher' ? Math.floor(scaled) : Math.ceil(scaled);
  return shift(rounded, -digits) + 0;
}

/** A ratio as a percentage, `99.9 %`; rounded to `digits` decimals, never towards better. @public */
export function formatRatio(
  ratio: number,
  better: Better = 'higher',
  digits: number = 1,
): string {
  const rounded = roundWorse(ratio, digits + 2, better);
  return `${Number(shift(rounded, 2).toFixed(digits))} %`;
}

const timeUnits: readonly [suffix: string, seconds: number][] = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
  ['s', 1],
];

/**
 * A length of time in its two largest units, `4 h 12 min`; the rest is rounded, never towards better.
 *
 * @public
 */
export function formatSeconds(
  seconds: number,
  better: Better = 'lower',
): string {
  if (seconds < 0) {
    const mirrored = better === 'lower' ? 'higher' : 'lower';
    return `-${formatSeconds(-seconds, mirrored)}`;
  }
  if (seconds > 0 && seconds < 1) {
    return `${roundWorse(seconds * 1000, 0, better)} ms`;
  }
  const largest = timeUnits.findIndex(([, size]) => seconds >= size);
  if (largest < 0) return '0 s';
  const smallest = Math.min(largest + 1, timeUnits.length - 1);
  const unit = timeUnits[smallest][1];
  let rest = roundWorse(seconds / unit, 0, better) * unit;
  const parts: string[] = [];
  for (const [suffix, size] of timeUnits) {
    const count = Math.floor(rest / size);
    if (count > 0) parts.push(`${count} ${suffix}`);
    rest -= count * size;
  }
  return parts.slice(0, 2).join(' ');
}

function formatNumber(value: number, unit: FactUnit, better: Better): string {
  if (unit === 'ratio') return formatRatio(value, better);
  if (unit === 'seconds') return formatSeconds(value, better);
  if (unit === 'milliseconds') return `${roundWorse(value, 0, better)} ms`;
  if (unit === 'score') return String(roundWorse(value, 1, better));
  return String(roundWorse(value, 0, better));
}

/** A fact's value as text for people; null is `not known`, never blank and never zero. @public */
export function formatFactValue(
  value: FactValue | null,
  unit: FactUnit,
  better: Better = 'higher',
): string {
  if (value === null) return 'not known';
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  return typeof value === 'number' ? formatNumber(value, unit, better) : value;
}
