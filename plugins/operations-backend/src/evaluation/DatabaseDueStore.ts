import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { bulkUpsert } from '../database/bulkUpsert';
import { isPostgres, whereIdIn, whereIn } from '../database/dialect';
import { insertRows } from '../database/insertRows';
import { ChangeCause } from './codes';
import { DueEntity, DueEntry, DueStore, LockedEntity } from './DueStore';

interface DueRow {
  entity_ref: string;
  due_at: number | string;
  cause: ChangeCause;
  attempts: number;
  input_digest: string | null;
}

interface NudgeRow {
  id: number | string;
  entity_ref: string;
  cause: ChangeCause;
}

const columns = {
  entity_ref: 'text',
  due_at: 'bigint',
  cause: 'text',
  attempts: 'integer',
  input_digest: 'text',
} as const;

function sorted(entityRefs: readonly string[]): string[] {
  return [...new Set(entityRefs)].sort();
}

/** The queue in the plugin's database; row locks on PostgreSQL, the one connection on SQLite. @internal */
export class DatabaseDueStore implements DueStore {
  static create(): DatabaseDueStore {
    return new DatabaseDueStore();
  }

  private constructor() {}

  async lock(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
    now: Millis,
  ): Promise<Map<string, LockedEntity>> {
    const refs = sorted(entityRefs);
    let rows = await this.lockRows(trx, refs);
    if (rows.length < refs.length) {
      const found = new Set(rows.map(row => row.entity_ref));
      await bulkUpsert(trx, {
        table: 'ops_due',
        columns,
        conflict: ['entity_ref'],
        merge: {},
        rows: refs
          .filter(ref => !found.has(ref))
          .map(ref => ({
            entity_ref: ref,
            due_at: now,
            cause: 'entity',
            attempts: 0,
            input_digest: null,
          })),
      });
      rows = await this.lockRows(trx, refs);
    }
    return new Map(
      rows.map(row => [
        row.entity_ref,
        {
          entityRef: row.entity_ref,
          dueAt: Number(row.due_at),
          cause: row.cause,
          ...(row.input_digest === null
            ? {}
            : { inputDigest: row.input_digest }),
        },
      ]),
    );
  }

  async claim(
    trx: Knex.Transaction,
    now: Millis,
    limit: number,
  ): Promise<DueEntity[]> {
    const query = trx<DueRow>('ops_due')
      .where('due_at', '<=', now)
      .orderBy('due_at')
      .limit(limit)
      .select('entity_ref', 'cause', 'attempts');
    if (isPostgres(trx)) query.forUpdate().skipLocked();
    const rows = await query;
    return rows.map(row => ({
      entityRef: row.entity_ref,
      cause: row.cause,
      attempts: row.attempts,
    }));
  }

  async schedule(
    trx: Knex.Transaction,
    entries: readonly DueEntry[],
  ): Promise<void> {
    await bulkUpsert(trx, {
      table: 'ops_due',
      columns,
      conflict: ['entity_ref'],
      rows: entries.map(({ entityRef, dueAt, inputDigest }) => ({
        entity_ref: entityRef,
        due_at: dueAt,
        cause: 'time',
        attempts: 0,
        input_digest: inputDigest,
      })),
    });
  }

  async postpone(
    trx: Knex.Transaction,
    entityRef: string,
    dueAt: Millis,
  ): Promise<void> {
    await trx('ops_due')
      .where({ entity_ref: entityRef })
      .update({ due_at: dueAt, attempts: trx.raw('attempts + 1') });
  }

  async remove(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
  ): Promise<void> {
    const query = trx('ops_due').delete();
    whereIn(query, trx, 'entity_ref', entityRefs);
    await query;
  }

  async nudge(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
    cause: ChangeCause,
  ): Promise<void> {
    await insertRows(trx, {
      table: 'ops_nudge',
      columns: { entity_ref: 'text', cause: 'text' },
      rows: sorted(entityRefs).map(ref => ({ entity_ref: ref, cause })),
      tail: '',
    });
  }

  async takeNudges(
    trx: Knex.Transaction,
    now: Millis,
    limit: number,
  ): Promise<number> {
    const oldest = trx<NudgeRow>('ops_nudge').orderBy('id').limit(limit);
    if (isPostgres(trx)) oldest.forUpdate().skipLocked();
    const waiting: NudgeRow[] = await oldest;
    const held = await this.heldByOthers(trx, waiting);
    const taken = waiting.filter(row => !held.has(row.entity_ref));
    if (taken.length === 0) return 0;
    const causes = new Map(taken.map(row => [row.entity_ref, row.cause]));
    const done = trx('ops_nudge');
    whereIdIn(
      done,
      trx,
      'id',
      taken.map(row => Number(row.id)),
    );
    await done.delete();
    const refs = sorted([...causes.keys()]);
    await bulkUpsert(trx, {
      table: 'ops_due',
      columns,
      conflict: ['entity_ref'],
      merge: {
        due_at: `case when ops_due.due_at < excluded.due_at then ops_due.due_at else excluded.due_at end`,
        cause: 'excluded.cause',
      },
      rows: refs.map(ref => ({
        entity_ref: ref,
        due_at: now,
        cause: causes.get(ref) ?? 'dependency',
        attempts: 0,
        input_digest: null,
      })),
    });
    return taken.length;
  }

  async nudgeAll(
    trx: Knex.Transaction,
    now: Millis,
    cause: ChangeCause,
  ): Promise<void> {
    if (isPostgres(trx)) {
      await trx('ops_due')
        .orderBy('entity_ref')
        .select('entity_ref')
        .forUpdate();
    }
    await trx('ops_due')
      .where('due_at', '>', now)
      .update({ due_at: now, cause });
  }

  async backlog(
    db: Knex,
    now: Millis,
  ): Promise<{ due: number; since?: Millis }> {
    const row = await db<DueRow>('ops_due')
      .where('due_at', '<=', now)
      .count({ due: '*' })
      .min({ since: 'due_at' })
      .first();
    const asked = await db('ops_nudge').count({ total: '*' }).first();
    const since = row?.since ?? undefined;
    return {
      due: Number(row?.due ?? 0) + Number(asked?.total ?? 0),
      ...(since === undefined ? {} : { since: Number(since) }),
    };
  }

  /** Locks what is free; returns the others, of which somebody evaluates each right now: their nudges wait, and we don't. */
  private async heldByOthers(
    trx: Knex.Transaction,
    nudges: readonly NudgeRow[],
  ): Promise<Set<string>> {
    if (nudges.length === 0 || !isPostgres(trx)) return new Set();
    const refs = sorted(nudges.map(row => row.entity_ref));
    const rows = () => {
      const query = trx<DueRow>('ops_due').orderBy('entity_ref');
      whereIn(query, trx, 'entity_ref', refs);
      return query.select('entity_ref');
    };
    const free: Pick<DueRow, 'entity_ref'>[] = await rows()
      .forUpdate()
      .skipLocked();
    if (free.length === refs.length) return new Set();
    const all: Pick<DueRow, 'entity_ref'>[] = await rows();
    const held = new Set(all.map(row => row.entity_ref));
    for (const row of free) held.delete(row.entity_ref);
    return held;
  }

  private async lockRows(
    trx: Knex.Transaction,
    refs: readonly string[],
  ): Promise<DueRow[]> {
    const query = trx<DueRow>('ops_due').orderBy('entity_ref');
    if (isPostgres(trx)) query.forUpdate();
    whereIn(query, trx, 'entity_ref', refs);
    return query;
  }
}
