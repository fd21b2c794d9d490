import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { bulkUpsert } from '../database/bulkUpsert';
import { whereIn } from '../database/dialect';
import { EvaluationBasis } from './EvaluationBasis';
import { InputStore, NewBasis } from './InputStore';

const columns = {
  entity_ref: 'text',
  valid_from: 'bigint',
  digest: 'text',
  body: 'text',
} as const;

/** Past inputs in the plugin's database. @internal */
export class DatabaseInputStore implements InputStore {
  static create(): DatabaseInputStore {
    return new DatabaseInputStore();
  }

  private constructor() {}

  async record(
    trx: Knex.Transaction,
    bases: readonly NewBasis[],
  ): Promise<void> {
    await bulkUpsert(trx, {
      table: 'ops_input',
      columns,
      conflict: ['entity_ref', 'valid_from'],
      rows: bases.map(basis => ({
        entity_ref: basis.entityRef,
        valid_from: basis.validFrom,
        digest: basis.digest,
        body: basis.body,
      })),
    });
  }

  async at(
    db: Knex,
    entityRefs: readonly string[],
    at: Millis,
  ): Promise<Map<string, EvaluationBasis>> {
    const newest = db('ops_input')
      .select('entity_ref')
      .max({ valid_from: 'valid_from' })
      .where('valid_from', '<=', at)
      .groupBy('entity_ref');
    whereIn(newest, db, 'entity_ref', entityRefs);
    const rows: { entity_ref: string; body: string }[] = await db(
      'ops_input as i',
    )
      .join(newest.as('n'), join =>
        join
          .on('n.entity_ref', 'i.entity_ref')
          .andOn('n.valid_from', 'i.valid_from'),
      )
      .select('i.entity_ref', 'i.body');
    return new Map(
      rows.map(row => [
        row.entity_ref,
        JSON.parse(row.body) as EvaluationBasis,
      ]),
    );
  }
}
