/**
 * Reads a sample value as the Prometheus HTTP API writes it.
 *
 * @remarks The API sends numbers as text, with `NaN`, `+Inf` and `-Inf` where a query has no or no finite answer.
 * @returns the number, `NaN` for text that is no number
 * @public
 */
export function sampleValue(text: string): number {
  if (text === '+Inf' || text === 'Inf') return Infinity;
  if (text === '-Inf') return -Infinity;
  return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)
    ? Number(text)
    : NaN;
}
