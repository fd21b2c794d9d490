function sorted(values: readonly number[]): number[] {
  return [...values].sort((a, b) => a - b);
}

/** Arithmetic mean; null of nothing. @internal */
export function mean(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  let sum = 0;
  for (const value of values) sum += value;
  return sum / values.length;
}

/** Middle value, or the mean of the two middle ones; null of nothing. @internal */
export function median(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  const ordered = sorted(values);
  const middle = Math.floor(ordered.length / 2);
  return ordered.length % 2 === 1
    ? ordered[middle]
    : (ordered[middle - 1] + ordered[middle]) / 2;
}

/**
 * Ninetieth percentile; null of nothing.
 *
 * @remarks Nearest rank: the smallest value that at least 90 % of the values do not exceed. Always a value that really occurred.
 * @internal
 */
export function p90(values: readonly number[]): number | null {
  if (values.length === 0) return null;
  // (9n)/10 is exact in integers where 0.9·n is not: 0.9 × 30 > 27.
  const rank = Math.ceil((9 * values.length) / 10);
  return sorted(values)[rank - 1];
}
