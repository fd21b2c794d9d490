import { ScorecardHistory } from '@backstage-operations/plugin-operations-common';

/** Name of the address parameter that holds the instant looked at. @internal */
export const asOfParam = 'at';

/** The nearest change before or after an instant, milliseconds; undefined where there is none. @internal */
export function nextChange(
  changes: readonly number[],
  from: number,
  direction: 'before' | 'after',
): number | undefined {
  const found = changes.filter(at =>
    direction === 'before' ? at < from : at > from,
  );
  if (found.length === 0) return undefined;
  return direction === 'before' ? Math.max(...found) : Math.min(...found);
}

/** The history from its first change on, where nothing is stored of the time before: there is nothing to look at. @internal */
export function storedPart(history: ScorecardHistory): ScorecardHistory {
  const [first] = history.changes;
  return first && Object.keys(history.initial).length === 0
    ? { ...history, from: first.at }
    : history;
}
