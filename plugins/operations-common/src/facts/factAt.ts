import { Millis, toIso, toMillis } from '../time';
import { FactResult, FactValue } from './Fact';

/** Milliseconds are the finest that instants know; what is finer comes from adding seconds. */
const exact = (seconds: number): number => Math.round(seconds * 1000) / 1000;

type Named = { value?: FactValue | null };

function grownDetails(
  details: Record<string, unknown>,
  elapsed: number,
): Record<string, unknown> {
  const { datasets } = details;
  if (!Array.isArray(datasets)) return details;
  return {
    ...details,
    datasets: (datasets as Named[]).map(one =>
      typeof one.value === 'number'
        ? { ...one, value: exact(one.value + elapsed) }
        : one,
    ),
  };
}

/**
 * What a fact says at a later instant before its `validUntil`, with the same evidence.
 *
 * @remarks
 * By the promise of `validUntil` it says the same; only what still runs has grown. Everything else stays as of the instant at
 * which it was computed, and says so.
 * @public
 */
export function factAt(result: FactResult, now: Millis): FactResult {
  const { value, details } = result;
  if (!result.grows || typeof value !== 'number') return result;
  const elapsed = (now - toMillis(result.asOf)) / 1000;
  return {
    ...result,
    asOf: toIso(now),
    value: exact(value + elapsed),
    ...(details ? { details: grownDetails(details, elapsed) } : {}),
  };
}
