import { Knex } from 'knex';
import { bulkUpsert } from '../database/bulkUpsert';
import { whereIn } from '../database/dialect';
import { OverviewStore, StoredOverview } from './OverviewStore';

const columns = {
  entity_ref: 'text',
  valid_until: 'bigint',
  body: 'text',
} as const;

/** Tabs in the plugin's database. @internal */
export class DatabaseOverviewStore implements OverviewStore {
  static create(): DatabaseOverviewStore {
    return new DatabaseOverviewStore();
  }

  private constructor() {}

  async read(db: Knex, entityRef: string): Promise<StoredOverview | undefined> {
    const row:
      | {
          body: string;
          valid_until: number | string;
          due_at: number | string;
          attempts: number;
        }
      | undefined = await db('ops_overview as o')
      .join('ops_due as d', 'd.entity_ref', 'o.entity_ref')
      .where('o.entity_ref', entityRef)
      .first('o.body', 'o.valid_until', 'd.due_at', 'd.attempts');
    if (!row || row.attempts > 0) return undefined;
    return {
      body: row.body,
      validUntil: Math.min(Number(row.valid_until), Number(row.due_at)),
    };
  }

  async write(
    trx: Knex.Transaction,
    entityRef: string,
    overview: StoredOverview,
  ): Promise<void> {
    await bulkUpsert(trx, {
      table: 'ops_overview',
      columns,
      conflict: ['entity_ref'],
      rows: [
        {
          entity_ref: entityRef,
          valid_until: overview.validUntil,
          body: overview.body,
        },
      ],
    });
  }

  async forget(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
  ): Promise<void> {
    const query = trx('ops_overview');
    whereIn(query, trx, 'entity_ref', entityRefs);
    await query.delete();
  }
}
