import { Evidence } from '../evidence/Evidence';
import { FactDefinition, FactQuery, FactResult } from './Fact';
import { FactParts, known, unknown } from './result';
import { earliestAfter, inWindow, nextCrossing, windowEnding } from './select';
import { Millis } from '../time';

/** Something that happened at an instant and either has a property or has not. @internal */
export interface Countable {
  at: Millis;
  evidence: Evidence;
}

/**
 * The share of what happened in the window that has a property; null when nothing did.
 *
 * @param nothing - the reason when nothing happened
 * @param details - further figures over what happened in the window
 * @internal
 */
export function shareInWindow<T extends Countable>(
  fact: Pick<FactDefinition, 'id' | 'unit'>,
  query: FactQuery,
  length: string,
  all: readonly T[],
  has: (item: T) => boolean,
  nothing: string,
  details: (items: readonly T[]) => Record<string, unknown> = () => ({}),
): FactResult {
  const window = windowEnding(query.now, length);
  const items = all.filter(({ at }) => inWindow(window, at));
  const parts: FactParts = {
    n: items.length,
    window: length,
    validUntil: earliestAfter(
      query.now,
      all.map(({ at }) => nextCrossing(window, at)),
    ),
    evidence: items.map(({ evidence }) => evidence),
  };
  if (items.length === 0) {
    return unknown(fact, query, nothing, { ...parts, vacuous: all.length > 0 });
  }
  const having = items.filter(has).length;
  return known(fact, query, having / items.length, {
    ...parts,
    provenAt: Math.min(...items.map(({ at }) => at)),
    details: { having, of: items.length, ...details(items) },
  });
}
