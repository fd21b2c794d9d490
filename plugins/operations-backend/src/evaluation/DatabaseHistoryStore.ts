import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { bulkUpsert } from '../database/bulkUpsert';
import { whereIn } from '../database/dialect';
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
    const { entityRef, scorecard } = key;
    const found = await this.pagesOf(db, [entityRef], scorecard, period);
    return found.get(entityRef) ?? [];
  }

  async pagesOf(
    db: Knex,
    entityRefs: readonly string[],
    scorecard: string,
    period: { from: Millis; to: Millis },
  ): Promise<Map<string, HistoryPage[]>> {
    const opening = db('ops_history as o')
      .max('o.month')
      .whereRaw('o.entity_ref = h.entity_ref')
      .where('o.scorecard', scorecard)
      .where('o.month', '<=', monthOf(period.from));
    const query = db('ops_history as h')
      .where('h.scorecard', scorecard)
      .where('h.month', '<=', monthOf(period.to))
      .where('h.month', '>=', db.raw('coalesce((?), 0)', [opening]))
      .orderBy(['h.entity_ref', 'h.month'])
      .select('h.entity_ref', 'h.opening', 'h.lines');
    whereIn(query, db, 'h.entity_ref', entityRefs);
    const rows: { entity_ref: string; opening: string; lines: string }[] =
      await query;
    const found = new Map<string, HistoryPage[]>();
    for (const row of rows) {
      const pages = found.get(row.entity_ref) ?? [];
      pages.push(decodePage(row.opening, row.lines));
      found.set(row.entity_ref, pages);
    }
    return found;
  }
}
