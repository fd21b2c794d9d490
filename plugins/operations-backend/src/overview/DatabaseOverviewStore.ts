import {
  Millis,
  RolledMember,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { bulkUpsert } from '../database/bulkUpsert';
import { whereIn } from '../database/dialect';
import { OverviewStore, StoredMembers, StoredOverview } from './OverviewStore';

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
          body: Buffer;
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
      packed: row.body,
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
      columns: { ...columns, body: 'bytea' },
      conflict: ['entity_ref'],
      rows: [
        {
          entity_ref: entityRef,
          valid_until: overview.validUntil,
          body: Buffer.from(overview.packed),
        },
      ],
    });
  }

  async members(
    db: Knex,
    entityRefs: readonly string[],
    now: Millis,
  ): Promise<StoredMembers> {
    const query = db('ops_member as m')
      .join('ops_due as d', 'd.entity_ref', 'm.entity_ref')
      .where('m.valid_until', '>', now)
      .where('d.due_at', '>', now)
      .where('d.attempts', 0)
      .select('m.entity_ref', 'm.body');
    whereIn(query, db, 'm.entity_ref', entityRefs);
    const rows: { entity_ref: string; body: string }[] = await query;
    const members = new Map<string, RolledMember>(
      rows.map(row => [row.entity_ref, JSON.parse(row.body) as RolledMember]),
    );
    return { members, missing: entityRefs.filter(ref => !members.has(ref)) };
  }

  async writeMembers(
    trx: Knex.Transaction,
    members: readonly RolledMember[],
  ): Promise<void> {
    await bulkUpsert(trx, {
      table: 'ops_member',
      columns,
      conflict: ['entity_ref'],
      rows: members.map(({ member, validUntil }) => ({
        entity_ref: member.entityRef,
        valid_until:
          validUntil === undefined
            ? Number.MAX_SAFE_INTEGER
            : toMillis(validUntil),
        body: JSON.stringify({ member, validUntil }),
      })),
    });
  }

  async forget(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
  ): Promise<void> {
    for (const table of ['ops_overview', 'ops_member']) {
      const query = trx(table);
      whereIn(query, trx, 'entity_ref', entityRefs);
      await query.delete();
    }
  }
}
