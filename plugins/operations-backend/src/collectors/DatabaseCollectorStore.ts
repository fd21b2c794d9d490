import { Knex } from 'knex';
import { whereIn } from '../database/dialect';
import { insertRows } from '../database/insertRows';
import { CollectorState, CollectorStore } from './CollectorStore';

interface StateRow {
  collector: string;
  entity_ref: string;
  target: string;
  entity_uid: string;
  version: string | null;
  last_run_at: number | string;
  last_success_at: number | string | null;
  error: string | null;
}

/** Collector health in the plugin's database. @internal */
export class DatabaseCollectorStore implements CollectorStore {
  static create(): DatabaseCollectorStore {
    return new DatabaseCollectorStore();
  }

  private constructor() {}

  async of(db: Knex, entityRefs: readonly string[]): Promise<CollectorState[]> {
    const query = db('ops_collector_state as s')
      .join('ops_entity as e', join =>
        join
          .on('e.entity_ref', 's.entity_ref')
          .andOn('e.uid', 's.entity_uid')
          .andOnNull('e.vanished_at'),
      )
      .select('s.*')
      .orderBy(['s.collector', 's.target']);
    whereIn(query, db, 's.entity_ref', entityRefs);
    const rows: StateRow[] = await query;
    return rows.map(toState);
  }

  async record(db: Knex, states: readonly CollectorState[]): Promise<void> {
    await insertRows(db, {
      table: 'ops_collector_state',
      columns: {
        collector: 'text',
        entity_ref: 'text',
        target: 'text',
        entity_uid: 'text',
        version: 'text',
        last_run_at: 'bigint',
        last_success_at: 'bigint',
        error: 'text',
      },
      rows: states.map(state => ({
        collector: state.collector,
        entity_ref: state.entityRef,
        target: state.target,
        entity_uid: state.entityUid,
        version: state.version ?? null,
        last_run_at: state.lastRunAt,
        last_success_at: state.lastSuccessAt ?? null,
        error: state.error ?? null,
      })),
      tail: `on conflict (collector, entity_ref, target) do update set
        entity_uid = excluded.entity_uid,
        version = excluded.version,
        last_run_at = excluded.last_run_at,
        last_success_at = excluded.last_success_at,
        error = excluded.error`,
    });
  }

  async keepOnly(
    db: Knex,
    collector: string,
    entityRef: string,
    targets: readonly string[],
  ): Promise<void> {
    await db('ops_collector_state')
      .where({ collector, entity_ref: entityRef })
      .whereNotIn('target', targets)
      .delete();
  }
}

function toState(row: StateRow): CollectorState {
  return {
    collector: row.collector,
    entityRef: row.entity_ref,
    entityUid: row.entity_uid,
    target: row.target,
    ...(row.version !== null && { version: row.version }),
    lastRunAt: Number(row.last_run_at),
    ...(row.last_success_at !== null && {
      lastSuccessAt: Number(row.last_success_at),
    }),
    ...(row.error !== null && { error: row.error }),
  };
}
