import { Knex } from 'knex';
import { isPostgres } from '../database/dialect';
import { insertRows } from '../database/insertRows';
import { evidenceColumns, toEvidenceRow } from './evidenceRow';
import { countChanges } from './evidenceRevisions';
import { AppendResult, NewEvidence } from './EvidenceStore';

const identity = (record: { entityUid: string; digest: string }) =>
  `${record.entityUid} ${record.digest}`;

const thing = (record: NewEvidence) => record.externalId ?? record.digest;

const pointerKey = (record: NewEvidence) =>
  [record.entityUid, record.kind, record.source, thing(record)].join('\n');

/** By when it was true, then by when it arrived; the same order as in the upsert below. */
function isNewer(one: NewEvidence, other: NewEvidence): boolean {
  if (one.observedAt !== other.observedAt) {
    return one.observedAt > other.observedAt;
  }
  if (one.receivedAt !== other.receivedAt) {
    return one.receivedAt > other.receivedAt;
  }
  return one.id > other.id;
}

/**
 * Writes a batch of records.
 *
 * @remarks
 * Rows are written in the order of their unique key, so that two replicas that receive the same records at once wait for
 * each other instead of locking each other out.
 * @internal
 */
export async function appendEvidence(
  trx: Knex,
  records: readonly NewEvidence[],
): Promise<AppendResult> {
  const first = new Map<string, NewEvidence>();
  for (const record of records) {
    const key = identity(record);
    if (!first.has(key)) first.set(key, record);
  }
  const distinct = [...first]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, record]) => record);

  const standing = await standingIds(trx, distinct);
  const unknown = distinct.filter(record => !standing.has(identity(record)));
  const rows = await insertRows<keyof typeof evidenceColumns, { id: string }>(
    trx,
    {
      table: 'ops_evidence',
      columns: evidenceColumns,
      rows: unknown.map(toEvidenceRow),
      tail: 'on conflict (entity_uid, digest) do nothing returning id',
    },
  );
  const inserted = new Set(rows.map(row => row.id));
  const fresh = unknown.filter(record => inserted.has(record.id));
  await movePointers(trx, fresh);
  await countChanges(trx, fresh);
  // Whoever was faster than us has committed by now: the insert has waited for it.
  const overtaken = await standingIds(
    trx,
    unknown.filter(record => !inserted.has(record.id)),
  );

  return {
    outcomes: records.map(record => {
      const key = identity(record);
      const duplicate = !inserted.has(record.id);
      const id = standing.get(key) ?? overtaken.get(key) ?? first.get(key)?.id;
      return { id: (duplicate && id) || record.id, duplicate };
    }),
  };
}

/** Lets the pointer of each thing stand on the newest revision, whatever order revisions arrive in. */
async function movePointers(
  trx: Knex,
  records: readonly NewEvidence[],
): Promise<void> {
  const newest = new Map<string, NewEvidence>();
  for (const record of records) {
    const key = pointerKey(record);
    const other = newest.get(key);
    if (!other || isNewer(record, other)) newest.set(key, record);
  }
  const rows = [...newest]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, record]) => ({
      entity_uid: record.entityUid,
      kind: record.kind,
      source: record.source,
      thing: thing(record),
      evidence_id: record.id,
      observed_at: record.observedAt,
      received_at: record.receivedAt,
    }));
  await insertRows(trx, {
    table: 'ops_evidence_current',
    columns: {
      entity_uid: 'text',
      kind: 'text',
      source: 'text',
      thing: 'text',
      evidence_id: 'text',
      observed_at: 'bigint',
      received_at: 'bigint',
    },
    rows,
    tail: `on conflict (entity_uid, kind, source, thing) do update set
      evidence_id = excluded.evidence_id,
      observed_at = excluded.observed_at,
      received_at = excluded.received_at
      where (excluded.observed_at, excluded.received_at, excluded.evidence_id)
        > (ops_evidence_current.observed_at, ops_evidence_current.received_at, ops_evidence_current.evidence_id)`,
  });
}

/** Ids of those records that are in the ledger, by identity. */
async function standingIds(
  trx: Knex,
  records: readonly NewEvidence[],
): Promise<Map<string, string>> {
  if (records.length === 0) return new Map();
  const pairs = records.map(({ entityUid, digest }) => [entityUid, digest]);
  const query = trx('ops_evidence as v').select(
    'v.id',
    'v.entity_uid',
    'v.digest',
  );
  if (isPostgres(trx)) {
    query.joinRaw(
      'join unnest(?::text[], ?::text[]) as w(uid, digest) on v.entity_uid = w.uid and v.digest = w.digest',
      [pairs.map(([uid]) => uid), pairs.map(([, digest]) => digest)],
    );
  } else {
    query.joinRaw(
      `join json_each(?) as w on v.entity_uid = w.value ->> 0 and v.digest = w.value ->> 1`,
      [JSON.stringify(pairs)],
    );
  }
  const rows: { id: string; entity_uid: string; digest: string }[] =
    await query;
  return new Map(
    rows.map(row => [
      identity({ entityUid: row.entity_uid, digest: row.digest }),
      row.id,
    ]),
  );
}
