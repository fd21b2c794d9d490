import {
  applyScan,
  emptyLedger,
  Finding,
  ledgerChanges,
  ledgerOf,
  PatchLedger,
  Scan,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { bulkUpsert } from '../database/bulkUpsert';
import { isPostgres, whereIn } from '../database/dialect';
import { insertRows } from '../database/insertRows';
import { FindingStore } from './FindingStore';
import {
  byEnd,
  goOn,
  NewScan,
  scanColumns,
  ScanRow,
  toScanRow,
  withoutCorrected,
} from './scanRow';

const columns = {
  entity_uid: 'text',
  key_digest: 'text',
  closed_at: 'bigint',
  body: 'text',
} as const;

type FindingRow = Record<keyof typeof columns, string | number | null>;

/** Entities whose scans are applied together. */
const CHUNK = 200;

const digestOf = (key: string) =>
  createHash('sha256').update(key).digest('hex');

/** The ledger of findings in the plugin's database. @internal */
export class DatabaseFindingStore implements FindingStore {
  static create(): DatabaseFindingStore {
    return new DatabaseFindingStore();
  }

  private constructor() {}

  async apply(
    trx: Knex.Transaction,
    entityUids: readonly string[],
  ): Promise<void> {
    const uids = [...new Set(entityUids)].sort();
    for (let at = 0; at < uids.length; at += CHUNK) {
      const part = uids.slice(at, at + CHUNK);
      await lock(trx, part);
      await applyFresh(trx, part);
    }
  }

  async findingsFor(
    db: Knex,
    entityRefs: readonly string[],
  ): Promise<Map<string, Finding[]>> {
    const found = new Map<string, Finding[]>();
    if (entityRefs.length === 0) return found;
    const scanned = db('ops_entity as e')
      .join('ops_scan as s', 's.entity_uid', 'e.uid')
      .whereNull('e.vanished_at')
      .distinct('e.entity_ref');
    whereIn(scanned, db, 'e.entity_ref', entityRefs);
    for (const { entity_ref: ref } of (await scanned) as {
      entity_ref: string;
    }[]) {
      found.set(ref, []);
    }
    if (found.size === 0) return found;
    const query = db('ops_entity as e')
      .join('ops_finding as f', 'f.entity_uid', 'e.uid')
      .whereNull('e.vanished_at')
      .select('e.entity_ref', 'f.body');
    whereIn(query, db, 'e.entity_ref', [...found.keys()]);
    const rows: { entity_ref: string; body: string }[] = await query;
    for (const row of rows) {
      found.get(row.entity_ref)?.push(JSON.parse(row.body));
    }
    return found;
  }

  async behind(db: Knex): Promise<string[]> {
    const rows: { entity_uid: string }[] = await unapplied(db).distinct(
      'v.entity_uid',
    );
    return rows.map(row => row.entity_uid);
  }
}

/** Two writers of one entity come one after the other; SQLite has a single connection anyway. */
async function lock(
  trx: Knex.Transaction,
  uids: readonly string[],
): Promise<void> {
  if (!isPostgres(trx)) return;
  await trx.raw(
    'select pg_advisory_xact_lock(hashtextextended(name, 0)) from unnest(?::text[]) as name',
    [uids.map(uid => `ops_finding ${uid}`)],
  );
}

function unapplied(db: Knex): Knex.QueryBuilder {
  return db('ops_evidence as v')
    .leftJoin('ops_scan as s', 's.evidence_id', 'v.id')
    .where('v.kind', 'vulnerability-scan')
    .whereNull('s.evidence_id');
}

interface FreshScans {
  /** Those that are not applied, in their order. */
  rows: ScanRow[];
  payloads: Map<string, Scan>;
}

/** Scans of these entities that are in the ledger and not applied, by entity. */
async function freshScans(
  trx: Knex.Transaction,
  uids: readonly string[],
): Promise<Map<string, FreshScans>> {
  const query = unapplied(trx).select(
    'v.id',
    'v.entity_uid',
    'v.source',
    'v.external_id',
    'v.digest',
    'v.payload',
  );
  whereIn(query, trx, 'v.entity_uid', uids);
  const rows: {
    id: string;
    entity_uid: string;
    source: string;
    external_id: string | null;
    digest: string;
    payload: string;
  }[] = await query;
  const fresh = new Map<string, FreshScans>();
  for (const row of rows) {
    const entityUid = row.entity_uid;
    const of: FreshScans = fresh.get(entityUid) ?? {
      rows: [],
      payloads: new Map(),
    };
    fresh.set(entityUid, of);
    const scan: Scan = JSON.parse(row.payload);
    of.payloads.set(row.id, scan);
    const thing = `${row.source} ${row.external_id ?? row.digest}`;
    const record: NewScan = { evidenceId: row.id, entityUid, thing, scan };
    of.rows.push(toScanRow(record));
  }
  for (const { rows: unordered } of fresh.values()) unordered.sort(byEnd);
  return fresh;
}

/** Rows of a table by entity. */
async function byUid<Row extends { entity_uid: string }>(
  trx: Knex.Transaction,
  table: string,
  uids: readonly string[],
): Promise<Map<string, Row[]>> {
  const query = trx(table);
  whereIn(query, trx, 'entity_uid', uids);
  const found = new Map<string, Row[]>();
  for (const row of (await query) as Row[]) {
    const rows = found.get(row.entity_uid);
    if (rows) rows.push(row);
    else found.set(row.entity_uid, [row]);
  }
  return found;
}

async function applyFresh(
  trx: Knex.Transaction,
  uids: readonly string[],
): Promise<void> {
  const fresh = await freshScans(trx, uids);
  if (fresh.size === 0) return;
  const scanned = [...fresh.keys()];
  const applied = await byUid<ScanRow>(trx, 'ops_scan', scanned);
  await insertRows(trx, {
    table: 'ops_scan',
    columns: scanColumns,
    rows: [...fresh.values()].flatMap(({ rows }) => rows),
    tail: '',
  });
  const findings = await byUid<{ entity_uid: string; body: string }>(
    trx,
    'ops_finding',
    scanned,
  );
  const written: FindingRow[] = [];
  for (const [uid, scans] of fresh) {
    const before = ledgerOf(
      (findings.get(uid) ?? []).map(({ body }): Finding => JSON.parse(body)),
      withoutCorrected(applied.get(uid) ?? []).map(
        ({ body }): Scan => JSON.parse(body),
      ),
    );
    const after = await ledgerAfter(trx, before, applied.get(uid) ?? [], scans);
    const { upserts, deletes } = ledgerChanges(before, after);
    written.push(...changedRows(uid, before, upserts));
    await forget(trx, uid, deletes);
  }
  await bulkUpsert(trx, {
    table: 'ops_finding',
    columns,
    conflict: ['entity_uid', 'key_digest'],
    rows: written,
  });
}

/** The ledger with new scans: carried on where they come last, else told again from the beginning. */
async function ledgerAfter(
  trx: Knex.Transaction,
  before: PatchLedger,
  applied: readonly ScanRow[],
  fresh: FreshScans,
): Promise<PatchLedger> {
  if (goOn(applied, fresh.rows)) {
    return fresh.rows.reduce((ledger, { evidence_id: id }) => {
      const scan = fresh.payloads.get(id);
      return scan ? applyScan(ledger, scan) : ledger;
    }, before);
  }
  let after = emptyLedger;
  for (const row of withoutCorrected([...applied, ...fresh.rows])) {
    const id = row.evidence_id;
    const scan = fresh.payloads.get(id) ?? (await readScan(trx, id));
    if (scan) after = applyScan(after, scan);
  }
  return after;
}

/** One by one, so that a replay never holds more than one scan. */
async function readScan(
  trx: Knex.Transaction,
  id: string,
): Promise<Scan | undefined> {
  const row: { payload: string } | undefined = await trx('ops_evidence')
    .where('id', id)
    .first('payload');
  return row && JSON.parse(row.payload);
}

/** What has to be written of a ledger that changed. */
function changedRows(
  uid: string,
  before: PatchLedger,
  upserts: readonly Finding[],
): FindingRow[] {
  return upserts.flatMap(finding => {
    const body = JSON.stringify(finding);
    const known = before.findings.get(finding.key);
    if (known && JSON.stringify(known) === body) return [];
    return {
      entity_uid: uid,
      key_digest: digestOf(finding.key),
      closed_at: finding.episodes.at(-1)?.closedAt ?? null,
      body,
    };
  });
}

/** Findings that a correction or another name took away. */
async function forget(
  trx: Knex.Transaction,
  uid: string,
  deletes: readonly string[],
): Promise<void> {
  if (deletes.length === 0) return;
  const gone = trx('ops_finding').where('entity_uid', uid);
  whereIn(gone, trx, 'key_digest', deletes.map(digestOf));
  await gone.delete();
}
