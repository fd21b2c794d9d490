import { Knex } from 'knex';
import { whereIn } from '../database/dialect';
import { EvidenceRow } from '../ledger/evidenceRow';
import { ExportScope } from './ExportScope';

/** Records whose sizes are looked at together. */
const RECORDS = 1_000;

/** Characters of payloads that are in memory together; one record may be larger. */
const PAYLOADS = 4_000_000;

interface Head extends Pick<EvidenceRow, 'id' | 'entity_uid' | 'observed_at'> {
  /** Characters of the payload. */
  size: number | string;
}

/** Records of some entities that were observed in the period, as few at a time as their sizes ask for. @internal */
export async function* readRecords(
  db: Knex,
  uids: readonly string[],
  { period, cut }: ExportScope,
): AsyncGenerator<EvidenceRow[]> {
  let after: Head | undefined;
  do {
    const query = db('ops_evidence as v')
      .select('v.id', 'v.entity_uid', 'v.observed_at')
      .select(db.raw('length(v.payload) as size'))
      .where('v.observed_at', '>=', period.from)
      .where('v.observed_at', '<', period.to)
      .where('v.received_at', '<=', cut)
      .orderBy(['v.entity_uid', 'v.observed_at', 'v.id'])
      .limit(RECORDS);
    whereIn(query, db, 'v.entity_uid', uids);
    if (after) {
      query.whereRaw('(v.entity_uid, v.observed_at, v.id) > (?, ?, ?)', [
        after.entity_uid,
        after.observed_at,
        after.id,
      ]);
    }
    const heads: Head[] = await query;
    for (const ids of portions(heads)) yield records(db, ids);
    after = heads.length < RECORDS ? undefined : heads.at(-1);
  } while (after);
}

/** Ids in portions whose payloads fit into memory together. */
function* portions(heads: readonly Head[]): Generator<string[]> {
  let ids: string[] = [];
  let total = 0;
  for (const { id, size } of heads) {
    if (ids.length > 0 && total + Number(size) > PAYLOADS) {
      yield ids;
      ids = [];
      total = 0;
    }
    ids.push(id);
    total += Number(size);
  }
  if (ids.length > 0) yield ids;
}

async function records(
  db: Knex,
  ids: readonly string[],
): Promise<EvidenceRow[]> {
  const query = db<EvidenceRow>('ops_evidence').select('*');
  whereIn(query, db, 'id', ids);
  const found = new Map(
    ((await query) as EvidenceRow[]).map(row => [row.id, row]),
  );
  return ids.flatMap(id => found.get(id) ?? []);
}
