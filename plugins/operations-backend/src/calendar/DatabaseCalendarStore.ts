import {
  CalendarEntry,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { bulkUpsert } from '../database/bulkUpsert';
import { whereIn } from '../database/dialect';
import { CalendarQuery, CalendarStore } from './CalendarStore';

/** A series may have occurrences at any time from its start on. */
const NEVER = Date.UTC(9999, 0, 1);

const columns = {
  id: 'text',
  entity_ref: 'text',
  type: 'text',
  owner: 'text',
  starts: 'bigint',
  ends: 'bigint',
  body: 'text',
} as const;

/** Dates in the plugin's database. @internal */
export class DatabaseCalendarStore implements CalendarStore {
  static create(): DatabaseCalendarStore {
    return new DatabaseCalendarStore();
  }

  private constructor() {}

  async replace(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
    entries: readonly CalendarEntry[],
  ): Promise<void> {
    const gone = trx('ops_calendar');
    whereIn(gone, trx, 'entity_ref', entityRefs);
    const ids = entries.map(({ id }) => id);
    await gone.whereNot(stay => whereIn(stay, trx, 'id', ids)).delete();
    await bulkUpsert(trx, {
      table: 'ops_calendar',
      columns,
      conflict: ['id'],
      // Most dates are the same after an evaluation as before it.
      where:
        'ops_calendar.body <> excluded.body or ops_calendar.entity_ref <> excluded.entity_ref',
      rows: entries.map(entry => ({
        id: entry.id,
        entity_ref: entry.entityRef,
        type: entry.type,
        owner: entry.owner ?? '',
        starts: toMillis(entry.starts),
        ends: entry.recurrence ? NEVER : toMillis(entry.ends ?? entry.starts),
        body: JSON.stringify(entry),
      })),
    });
  }

  async list(db: Knex, asked: CalendarQuery): Promise<CalendarEntry[]> {
    const { from, to, owners, types, view, limit } = asked;
    const query = db('ops_calendar as c')
      .where('c.starts', '<', to)
      .where('c.ends', '>=', from)
      .orderBy(['c.starts', 'c.id'])
      .limit(limit)
      .select('c.body');
    if (owners) whereIn(query, db, 'c.owner', owners);
    if (types) whereIn(query, db, 'c.type', types);
    await view.filter(query, 'c.entity_ref');
    const rows: { body: string }[] = await query;
    return rows.map(({ body }) => JSON.parse(body) as CalendarEntry);
  }
}
