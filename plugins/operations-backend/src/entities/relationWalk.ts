import { Knex } from 'knex';
import { whereIn } from '../database/dialect';

/** One arrow of the relation graph. */
interface Arrow {
  from: string;
  to: string;
}

/** Which way a relation is followed. */
type Direction = 'forward' | 'backward';

/** Arrows of the given types that leave the given entities, towards entities that are in the catalog. */
async function arrows(
  db: Knex,
  refs: readonly string[],
  types: readonly string[],
  direction: Direction,
): Promise<Arrow[]> {
  const [near, far] =
    direction === 'forward'
      ? ['r.source_ref', 'r.target_ref']
      : ['r.target_ref', 'r.source_ref'];
  const query = db('ops_relation as r')
    .join('ops_entity as e', 'e.entity_ref', far)
    .whereNull('e.vanished_at')
    .whereIn('r.type', types)
    .select({ from: near, to: far });
  whereIn(query, db, near, refs);
  return query;
}

/**
 * What each entity reaches by following relations of some types.
 *
 * @param steps - how far; without a limit the walk ends where it finds nothing new, so cycles end it too
 * @returns by starting reference, without the reference itself; starts that reach nothing are absent
 * @internal
 */
export async function reach(
  db: Knex,
  refs: readonly string[],
  types: readonly string[],
  direction: Direction,
  steps: number = Number.POSITIVE_INFINITY,
): Promise<Map<string, Set<string>>> {
  const neighbours = new Map<string, string[]>();
  let frontier = [...new Set(refs)];
  for (let step = 0; step < steps && frontier.length > 0; step++) {
    for (const ref of frontier) neighbours.set(ref, []);
    const found = await arrows(db, frontier, types, direction);
    for (const { from, to } of found) neighbours.get(from)?.push(to);
    frontier = [...new Set(found.map(({ to }) => to))].filter(
      ref => !neighbours.has(ref),
    );
  }

  const reached = new Map<string, Set<string>>();
  for (const start of refs) {
    const seen = new Set<string>();
    const open = [...(neighbours.get(start) ?? [])];
    for (let ref = open.pop(); ref !== undefined; ref = open.pop()) {
      if (ref === start || seen.has(ref)) continue;
      seen.add(ref);
      if (steps > 1) open.push(...(neighbours.get(ref) ?? []));
    }
    if (seen.size > 0) reached.set(start, seen);
  }
  return reached;
}
