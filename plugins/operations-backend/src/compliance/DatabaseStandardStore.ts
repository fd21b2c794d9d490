import { StandardRow } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { bulkUpsert } from '../database/bulkUpsert';
import { whereIn } from '../database/dialect';
import { StandardQuery, StandardStore } from './StandardStore';

const columns = {
  entity_ref: 'text',
  standard: 'text',
  owner: 'text',
  body: 'text',
} as const;

/** Standards in the plugin's database. @internal */
export class DatabaseStandardStore implements StandardStore {
  static create(): DatabaseStandardStore {
    return new DatabaseStandardStore();
  }

  private constructor() {}

  async replace(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
    rows: readonly StandardRow[],
  ): Promise<void> {
    const old = trx('ops_standard');
    whereIn(old, trx, 'entity_ref', entityRefs);
    await old.delete();
    await bulkUpsert(trx, {
      table: 'ops_standard',
      columns,
      conflict: ['entity_ref', 'standard'],
      rows: rows.map(row => ({
        entity_ref: row.entityRef,
        standard: row.standard.id,
        owner: row.owner ?? '',
        body: JSON.stringify(row),
      })),
    });
  }

  async list(db: Knex, asked: StandardQuery): Promise<StandardRow[]> {
    const { standard, owners, view } = asked;
    const query = db('ops_standard as s')
      .orderBy(['s.entity_ref', 's.standard'])
      .select('s.body');
    if (standard !== undefined) query.where('s.standard', standard);
    if (owners) whereIn(query, db, 's.owner', owners);
    await view.filter(query, 's.entity_ref');
    const rows: { body: string }[] = await query;
    return rows.map(({ body }) => JSON.parse(body) as StandardRow);
  }
}
