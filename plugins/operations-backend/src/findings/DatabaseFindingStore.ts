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
    for (const uid of [...new Set(entityUids)].sort()) {
      await lock(trx, uid);
      await applyFresh(trx, uid);
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
async function lock(trx: Knex.Transaction, uid: string): Promise<void> {
  if (!isPostgres(trx)) return;
  await trx.raw('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `ops_finding ${uid}`,
  ]);
}

function unapplied(db: Knex): Knex.QueryBuilder {
  return db('ops_evidence as v')
    .leftJoin('ops_scan as s', 's.evidence_id', 'v.id')
    .where('v.kind', 'vulnerability-scan')
    .whereNull('s.evidence_id');
}

async function applyFresh(trx: Knex.Transaction, uid: string): Promise<void> {
  const rows: {
    id: string;
    source: string;
    external_id: string | null;
    digest: string;
    payload: string;
  }[] = await unapplied(trx)
    .where('v.entity_uid', uid)
    .select('v.id', 'v.source', 'v.external_id', 'v.digest', 'v.payload');
  if (rows.length === 0) return;
  const scans = new Map<string, Scan>();
  const fresh = rows
    .map(row => {
      const scan: Scan = JSON.parse(row.payload);
      scans.set(row.id, scan);
      const thing = `${row.source} ${row.external_id ?? row.digest}`;
      const record: NewScan = {
        evidenceId: row.id,
        entityUid: uid,
        thing,
        scan,
      };
      return toScanRow(record);
    })
    .sort(byEnd);
  const applied: ScanRow[] = await trx('ops_scan').where('entity_uid', uid);
  await insertRows(trx, {
    table: 'ops_scan',
    columns: scanColumns,
    rows: fresh,
    tail: '',
  });

  const bodies: { body: string }[] = await trx('ops_finding')
    .where('entity_uid', uid)
    .select('body');
  const before = ledgerOf(
    bodies.map(({ body }): Finding => JSON.parse(body)),
    withoutCorrected(applied).map(({ body }): Scan => JSON.parse(body)),
  );
  if (goOn(applied, fresh)) {
    const after = fresh.reduce((ledger, { evidence_id: id }) => {
      const scan = scans.get(id);
      return scan ? applyScan(ledger, scan) : ledger;
    }, before);
    await write(trx, uid, before, after);
    return;
  }
  let after = emptyLedger;
  for (const { evidence_id: id } of withoutCorrected([...applied, ...fresh])) {
    const scan = scans.get(id) ?? (await readScan(trx, id));
    if (scan) after = applyScan(after, scan);
  }
  await write(trx, uid, before, after);
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

async function write(
  trx: Knex.Transaction,
  uid: string,
  before: PatchLedger,
  after: PatchLedger,
): Promise<void> {
  const { upserts, deletes } = ledgerChanges(before, after);
  const rows = upserts.flatMap(finding => {
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
  await bulkUpsert(trx, {
    table: 'ops_finding',
    columns,
    conflict: ['entity_uid', 'key_digest'],
    rows,
  });
  if (deletes.length === 0) return;
  const gone = trx('ops_finding').where('entity_uid', uid);
  whereIn(gone, trx, 'key_digest', deletes.map(digestOf));
  await gone.delete();
}
