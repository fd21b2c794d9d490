import { CalendarEntry } from '../api/responses';
import { Millis, toIso, toMillis } from '../time';
import { occurrences } from '../time/recurrence';

/**
 * The entries of a period with every occurrence of those that repeat, in order of time.
 *
 * @param limit - occurrences of one entry at most
 * @public
 */
export function expandEntries(
  entries: readonly CalendarEntry[],
  period: { from: Millis; to: Millis },
  limit: number,
): CalendarEntry[] {
  return entries
    .flatMap(entry => occurrencesOf(entry, period, limit))
    .sort(
      (a, b) =>
        toMillis(a.starts) - toMillis(b.starts) || (a.id < b.id ? -1 : 1),
    );
}

function occurrencesOf(
  entry: CalendarEntry,
  { from, to }: { from: Millis; to: Millis },
  limit: number,
): CalendarEntry[] {
  const { recurrence, ends } = entry;
  if (!recurrence) return [entry];
  const first = toMillis(entry.starts);
  const length = ends === undefined ? 0 : toMillis(ends) - first;
  // What has begun before the period belongs to it while it lasts.
  const touching = { from: from - length, to };
  return occurrences(first, recurrence, touching, limit).map(at => ({
    ...entry,
    id: `${entry.id}/${toIso(at)}`,
    starts: toIso(at),
    ...(ends === undefined ? {} : { ends: toIso(at + length) }),
  }));
}
