import { NotFoundError } from '@backstage/errors';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { ExportScope } from './ExportScope';
import { ExportStore } from './ExportStore';

/**
 * Refuses names of nothing: whoever mistypes one must not read a pack without findings.
 *
 * @throws NotFoundError naming a scorecard that never was, or an entity that was not there in the period or is not shown to the caller
 * @internal
 */
export async function requireKnown(
  { db, store }: { db: Knex; store: ExportStore },
  asked: Pick<
    ExportScope,
    'period' | 'entities' | 'scorecards' | 'view' | 'sight'
  >,
  now: Millis,
): Promise<void> {
  const { period, entities, scorecards } = asked;
  if (scorecards) {
    const known = new Set(await store.scorecards(db));
    const strange = scorecards.find(id => !known.has(id));
    if (strange !== undefined) {
      throw new NotFoundError(`There is no scorecard ${strange}`);
    }
  }
  if (!entities) return;
  const found = new Set<string>();
  const scope = {
    ...asked,
    cut: now,
    end: Math.min(period.to - 1, now),
    size: 0,
  };
  for await (const lives of store.population(db, scope)) {
    for (const { entityRef } of lives) found.add(entityRef);
  }
  const missing = entities.find(entityRef => !found.has(entityRef));
  if (missing !== undefined) {
    throw new NotFoundError(`There was no entity ${missing} in the period`);
  }
}
