import { Knex } from 'knex';

/** Numbers that are read at once. */
const NUMBERS = 50_000;

/** Most that are named; one is enough to distrust the log. */
const NAMED = 1_000;

/**
 * Numbers of entries that were in the log and are there no more.
 *
 * @param size - how many entries there have to be
 * @internal
 */
export async function missingEntries(
  db: Knex,
  size: number,
): Promise<number[]> {
  const under = () => db('ops_log_event').where('seq', '<', size);
  const [{ total }] = await under().count({ total: '*' });
  const missing: number[] = [];
  if (Number(total) >= size) return missing;
  for (let from = 0; from < size; from += NUMBERS) {
    const to = Math.min(from + NUMBERS, size);
    const there: (number | string)[] = await under()
      .where('seq', '>=', from)
      .where('seq', '<', to)
      .pluck('seq');
    const found = new Set(there.map(Number));
    for (let index = from; index < to; index++) {
      if (found.has(index)) continue;
      missing.push(index);
      if (missing.length === NAMED) return missing;
    }
  }
  return missing;
}
