import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { isPostgres } from '../database/dialect';
import { Notice, Outbox, TakenNotice } from './Outbox';

/** How long a taken notice belongs to whoever took it, in milliseconds. */
const LEASE = 120_000;

/** Notices in the plugin's database; row locks keep replicas from sending one twice. @internal */
export class DatabaseOutbox implements Outbox {
  static create(): DatabaseOutbox {
    return new DatabaseOutbox();
  }

  private constructor() {}

  async add(
    trx: Knex.Transaction,
    notices: readonly Notice[],
    now: Millis,
  ): Promise<void> {
    const rows = notices
      .filter(({ recipients }) => recipients.length > 0)
      .map(notice => ({ body: JSON.stringify(notice), not_before: now }));
    if (rows.length > 0) await trx.batchInsert('ops_outbox', rows, 400);
  }

  async take(
    trx: Knex.Transaction,
    now: Millis,
    limit: number,
  ): Promise<TakenNotice[]> {
    const query = trx('ops_outbox')
      .where('not_before', '<=', now)
      .orderBy('id')
      .limit(limit)
      .select('id', 'body', 'attempts');
    if (isPostgres(trx)) query.forUpdate().skipLocked();
    const rows: { id: number | string; body: string; attempts: number }[] =
      await query;
    const ids = rows.map(row => row.id);
    await trx('ops_outbox')
      .whereIn('id', ids)
      .update({ not_before: now + LEASE, attempts: trx.raw('attempts + 1') });
    return rows.map(({ id, body, attempts }) => ({
      id: String(id),
      notice: JSON.parse(body) as Notice,
      attempts: attempts + 1,
    }));
  }

  async remove(db: Knex, id: string): Promise<void> {
    await db('ops_outbox').where({ id }).delete();
  }
}
