import { Knex } from 'knex';
import { bulkUpsert } from '../database/bulkUpsert';
import { whereIn } from '../database/dialect';
import { FactMemory } from './FactMemory';
import { FactMemoryStore } from './FactMemoryStore';

/** Remembered facts in the plugin's database, one row per entity with much evidence. @internal */
export class DatabaseFactMemoryStore implements FactMemoryStore {
  static create(): DatabaseFactMemoryStore {
    return new DatabaseFactMemoryStore();
  }

  private constructor() {}

  async read(
    db: Knex,
    entityRefs: readonly string[],
  ): Promise<Map<string, FactMemory>> {
    const query = db('ops_fact_memory').select('entity_ref', 'body');
    whereIn(query, db, 'entity_ref', entityRefs);
    const rows: { entity_ref: string; body: string }[] = await query;
    return new Map(
      rows.map(row => [row.entity_ref, JSON.parse(row.body) as FactMemory]),
    );
  }

  async write(trx: Knex, memories: readonly FactMemory[]): Promise<void> {
    await bulkUpsert(trx, {
      table: 'ops_fact_memory',
      columns: { entity_ref: 'text', body: 'text' },
      conflict: ['entity_ref'],
      rows: memories.map(memory => ({
        entity_ref: memory.entityRef,
        body: JSON.stringify(memory),
      })),
    });
  }

  async forget(trx: Knex, entityRefs: readonly string[]): Promise<void> {
    if (entityRefs.length === 0) return;
    const query = trx('ops_fact_memory').delete();
    whereIn(query, trx, 'entity_ref', entityRefs);
    await query;
  }

  async clear(db: Knex): Promise<void> {
    await db('ops_fact_memory').delete();
  }
}
