import {
  HashedNode,
  leafHash,
  LeafRange,
  LogTree,
  rangeHash,
  TreeNode,
  wholeNodes,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { isPostgres } from '../database/dialect';
import { insertRows } from '../database/insertRows';
import { LogHead, nodeKey, TreeStore } from './TreeStore';

/** Of the advisory lock that one replica at a time holds; any number that nothing else uses. */
const LOCK = 0x6f70736c;

/** The tree in the plugin's database. @internal */
export class DatabaseTreeStore implements TreeStore {
  static create(): DatabaseTreeStore {
    return new DatabaseTreeStore();
  }

  private constructor() {}

  async head(db: Knex): Promise<LogHead> {
    const row = await db('ops_log_head').where({ id: 'log' }).first();
    return { size: Number(row.size), epoch: Number(row.epoch) };
  }

  async number(trx: Knex.Transaction, limit: number): Promise<number> {
    if (!(await lock(trx))) return 0;
    const rows: { id: number | string; body: string }[] = await trx(
      'ops_log_event',
    )
      .whereNull('seq')
      .orderBy('id')
      .limit(limit)
      .select('id', 'body');
    if (rows.length === 0) return 0;
    const { size } = await this.head(trx);
    const edge = wholeNodes({ start: 0, end: size });
    const known = await this.nodes(trx, edge);
    const tree = LogTree.create(
      size,
      edge.flatMap(node => known.get(nodeKey(node)) ?? []),
    );
    const added = rows.flatMap(({ body }) => tree.append(leafHash(body)));
    await setNumbers(
      trx,
      rows.map(({ id }, index) => [Number(id), size + index]),
    );
    await insertNodes(trx, added);
    await trx('ops_log_head').where({ id: 'log' }).update({ size: tree.size });
    return rows.length;
  }

  async hashes(
    db: Knex,
    ranges: readonly LeafRange[],
  ): Promise<(string | undefined)[]> {
    const wanted = ranges.map(wholeNodes);
    const known = await this.nodes(db, wanted.flat());
    return ranges.map((range, index) =>
      wanted[index].every(node => known.has(nodeKey(node)))
        ? rangeHash(range, node => known.get(nodeKey(node)) ?? '')
        : undefined,
    );
  }

  async indexOf(db: Knex, eventUid: string): Promise<number | undefined> {
    const row: { seq: number | string | null } | undefined = await db(
      'ops_log_event',
    )
      .where({ uid: eventUid })
      .first('seq');
    return row?.seq === null || row === undefined ? undefined : Number(row.seq);
  }

  async reseal(trx: Knex.Transaction, epoch: number): Promise<boolean> {
    if (!(await lock(trx))) return false;
    const changed = await trx('ops_log_head')
      .where({ id: 'log' })
      .where('epoch', '<', epoch)
      .update({ epoch });
    return changed > 0;
  }

  private async nodes(
    db: Knex,
    wanted: readonly TreeNode[],
  ): Promise<Map<string, string>> {
    const found = new Map<string, string>();
    if (wanted.length === 0) return found;
    const rows: { level: number; position: number | string; hash: string }[] =
      await db('ops_log_node')
        .whereIn(
          ['level', 'position'],
          wanted.map(({ level, index }) => [level, index]),
        )
        .select('level', 'position', 'hash');
    for (const { level, position, hash } of rows) {
      found.set(nodeKey({ level, index: Number(position) }), hash);
    }
    return found;
  }
}

/** One replica at a time; SQLite has one writer anyway. Released with the transaction. */
async function lock(trx: Knex.Transaction): Promise<boolean> {
  if (!isPostgres(trx)) return true;
  const { rows } = await trx.raw<{ rows: { locked: boolean }[] }>(
    'select pg_try_advisory_xact_lock(?) as locked',
    [LOCK],
  );
  return rows[0].locked;
}

async function setNumbers(
  trx: Knex.Transaction,
  pairs: readonly (readonly [id: number, seq: number])[],
): Promise<void> {
  if (isPostgres(trx)) {
    await trx.raw(
      `update ops_log_event as e set seq = v.seq
       from unnest(?::bigint[], ?::bigint[]) as v(id, seq) where e.id = v.id`,
      [pairs.map(([id]) => id), pairs.map(([, seq]) => seq)],
    );
    return;
  }
  await trx.raw(
    `update ops_log_event set seq = json_extract(v.value, '$[1]')
     from json_each(?) as v where ops_log_event.id = json_extract(v.value, '$[0]')`,
    [JSON.stringify(pairs)],
  );
}

async function insertNodes(
  trx: Knex.Transaction,
  nodes: readonly HashedNode[],
): Promise<void> {
  await insertRows(trx, {
    table: 'ops_log_node',
    columns: { level: 'integer', position: 'bigint', hash: 'text' },
    rows: nodes.map(({ level, index, hash }) => ({
      level,
      position: index,
      hash,
    })),
    tail: '',
  });
}
