import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { bulkUpsert } from '../database/bulkUpsert';
import {
  decodePage,
  encodeEntry,
  encodeOpening,
  HistoryPage,
  monthOf,
} from './HistoryPage';
import { HistoryStore, NewHistory } from './HistoryStore';

const columns = {
  entity_ref: 'text',
  scorecard: 'text',
  month: 'integer',
  opening: 'text',
  lines: 'text',
} as const;

/** History in the plugin's database: one row per entity, scorecard and month in which something changed. @internal */
export class DatabaseHistoryStore implements HistoryStore {
  static create(): DatabaseHistoryStore {
    return new DatabaseHistoryStore();
  }

  private constructor() {}

  async append(
    trx: Knex.Transaction,
    changes: readonly NewHistory[],
  ): Promise<void> {
    await bulkUpsert(trx, {
      table: 'ops_history',
      columns,
      conflict: ['entity_ref', 'scorecard', 'month'],
      merge: { lines: 'ops_history.lines || excluded.lines' },
      rows: changes.map(({ entityRef, scorecard, before, entry }) => ({
        entity_ref: entityRef,
        scorecard,
        month: monthOf(entry.at),
        opening: encodeOpening(before),
        lines: encodeEntry(entry),
      })),
    });
  }

  async pages(
    db: Knex,
    key: { entityRef: string; scorecard: string },
    period: { from: Millis; to: Millis },
  ): Promise<HistoryPage[]> {
    const where = { entity_ref: key.entityRef, scorecard: key.scorecard };
    const opening = db('ops_history')
      .max('month')
      .where(where)
      .where('month', '<=', monthOf(period.from));
    const rows: { opening: string; lines: string }[] = await db('ops_history')
      .where(where)
      .where('month', '<=', monthOf(period.to))
      .where('month', '>=', db.raw('coalesce((?), 0)', [opening]))
      .orderBy('month')
      .select('opening', 'lines');
    return rows.map(row => decodePage(row.opening, row.lines));
  }
}
