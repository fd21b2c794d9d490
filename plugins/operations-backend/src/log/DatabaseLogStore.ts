import {
  leafHash,
  LogEntry,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { whereIn } from '../database/dialect';
import { LogFilter, LogScope, LogStore } from './LogStore';

interface EventRow {
  id: number | string;
  body: string;
  seq: number | string | null;
  type: string;
  entity_ref: string | null;
  actor: string;
  at: number | string;
}

function toEntry(row: EventRow): LogEntry {
  return {
    ...(row.seq === null ? {} : { index: Number(row.seq) }),
    at: toIso(Number(row.at)),
    type: row.type,
    ...(row.entity_ref === null ? {} : { entityRef: row.entity_ref }),
    actor: row.actor,
    body: row.body,
    leaf: leafHash(row.body),
  };
}

/** The log in the plugin's database. @internal */
export class DatabaseLogStore implements LogStore {
  static create(): DatabaseLogStore {
    return new DatabaseLogStore();
  }

  private constructor() {}

  async page(
    db: Knex,
    filter: LogFilter,
    scope: LogScope,
    { limit, after }: { limit: number; after?: number },
  ): Promise<{ items: LogEntry[]; totalItems: number; next?: number }> {
    const query = db('ops_log_event')
      .select('id', 'body', 'seq', 'type', 'entity_ref', 'actor', 'at')
      .orderBy('id', 'desc')
      .limit(limit + 1);
    await narrow(query, db, filter, scope);
    if (after !== undefined) query.where('id', '<', after);
    const rows: EventRow[] = await query;
    const counting = db('ops_log_event').count({ total: '*' });
    await narrow(counting, db, filter, scope);
    const [{ total }] = await counting;
    const items = rows.slice(0, limit);
    const last = rows.length > limit ? items.at(-1) : undefined;
    return {
      items: items.map(toEntry),
      totalItems: Number(total),
      ...(last ? { next: Number(last.id) } : {}),
    };
  }
}

async function narrow(
  query: Knex.QueryBuilder,
  db: Knex,
  { types, entityRef, actor, from, to }: LogFilter,
  { entities, general }: LogScope,
): Promise<void> {
  if (types) whereIn(query, db, 'type', types);
  if (entityRef !== undefined) query.where('entity_ref', entityRef);
  if (actor !== undefined) query.where('actor', actor);
  if (from !== undefined) query.where('at', '>=', from);
  if (to !== undefined) query.where('at', '<', to);
  if (!general) query.whereNotNull('entity_ref');
  if (!entities) return;
  const seen = db('ops_log_event as seen').select('seen.id');
  await entities(seen, 'seen.entity_ref');
  query.where(either => {
    either.whereIn('id', seen);
    if (general) either.orWhereNull('entity_ref');
  });
}
