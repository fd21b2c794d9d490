import {
  Evidence,
  EvidenceKind,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { whereIn } from '../database/dialect';
import { DatabaseFindingStore } from '../findings/DatabaseFindingStore';
import { FindingStore } from '../findings/FindingStore';
import { appendEvidence } from './appendEvidence';
import { EvidenceRow, toEvidence } from './evidenceRow';
import {
  AppendResult,
  CurrentOptions,
  EvidenceFilter,
  EvidencePage,
  EvidenceStore,
  NewEvidence,
} from './EvidenceStore';

const columns = [
  'id',
  'entity_ref',
  'entity_uid',
  'kind',
  'source',
  'external_id',
  'observed_at',
  'received_at',
  'payload',
  'digest',
  'submitted_by',
  'links',
].map(column => `v.${column}`);

/** Selects the columns; scans without their findings where a {@link FindingStore} has them. */
function select(
  query: Knex.QueryBuilder,
  db: Knex,
  lightScans: boolean | undefined,
): Knex.QueryBuilder {
  if (!lightScans) return query.select(columns);
  return query
    .leftJoin('ops_scan as s', 's.evidence_id', 'v.id')
    .select(columns.filter(column => column !== 'v.payload'))
    .select(db.raw('coalesce(s.body, v.payload) as payload'));
}

/** The ledger in the plugin's database. @internal */
export class DatabaseEvidenceStore implements EvidenceStore {
  /** @param findings - kept in step with every scan that is written */
  static create(
    findings: FindingStore = DatabaseFindingStore.create(),
  ): DatabaseEvidenceStore {
    return new DatabaseEvidenceStore(findings);
  }

  private constructor(private readonly findings: FindingStore) {}

  async append(
    trx: Knex.Transaction,
    records: readonly NewEvidence[],
  ): Promise<AppendResult> {
    const result = await appendEvidence(trx, records);
    const scanned = records.filter(
      ({ kind }, index) =>
        kind === 'vulnerability-scan' && !result.outcomes[index].duplicate,
    );
    await this.findings.apply(
      trx,
      scanned.map(({ entityUid }) => entityUid),
    );
    return result;
  }

  async currentFor(
    db: Knex,
    entityRefs: readonly string[],
    options: CurrentOptions = {},
  ): Promise<Map<string, Evidence[]>> {
    if (entityRefs.length === 0) return new Map();
    const { receivedBy } = options;
    const rows: EvidenceRow[] = await (receivedBy === undefined
      ? newestNow(db, entityRefs, options)
      : newestAt(db, entityRefs, receivedBy, options));
    return byEntity(rows);
  }

  async metControls(
    db: Knex,
    entityRefs: readonly string[],
    receivedBy?: number,
  ): Promise<Map<string, Evidence[]>> {
    if (entityRefs.length === 0) return new Map();
    return byEntity(await lastMet(db, entityRefs, receivedBy));
  }

  async byId(db: Knex, id: string): Promise<Evidence | undefined> {
    const row: EvidenceRow | undefined = await visible(db)
      .where('v.id', id)
      .first(columns);
    return row && toEvidence(row);
  }

  async list(db: Knex, filter: EvidenceFilter): Promise<EvidencePage> {
    const { kinds, sources, since, until, after, limit } = filter;
    const matching = () => {
      const query = visible(db).where('e.entity_ref', filter.entityRef);
      if (kinds) whereIn(query, db, 'v.kind', kinds);
      if (sources) whereIn(query, db, 'v.source', sources);
      if (since !== undefined) query.where('v.observed_at', '>=', since);
      if (until !== undefined) query.where('v.observed_at', '<', until);
      return query;
    };
    const page = select(matching(), db, filter.lightScans)
      .orderBy('v.observed_at', 'desc')
      .orderBy('v.id', 'desc')
      .limit(limit + 1);
    if (after) {
      page.whereRaw('(v.observed_at, v.id) < (?, ?)', [
        after.observedAt,
        after.id,
      ]);
    }
    const rows: EvidenceRow[] = await page;
    const [{ total }] = await matching().count({ total: '*' });
    const last = rows.length > limit ? rows[limit - 1] : undefined;
    return {
      items: rows.slice(0, limit).map(toEvidence),
      totalItems: Number(total),
      ...(last && {
        next: { observedAt: Number(last.observed_at), id: last.id },
      }),
    };
  }
}

function byEntity(rows: readonly EvidenceRow[]): Map<string, Evidence[]> {
  const found = new Map<string, Evidence[]>();
  for (const row of rows) {
    const records = found.get(row.entity_ref);
    if (records) records.push(toEvidence(row));
    else found.set(row.entity_ref, [toEvidence(row)]);
  }
  return found;
}

/** One record per control at most, however often it was checked; payloads are canonical JSON, so the text is exact. */
function lastMet(
  db: Knex,
  entityRefs: readonly string[],
  receivedBy?: number,
): Knex.QueryBuilder {
  const uids = db('ops_entity as e').select('e.uid').whereNull('e.vanished_at');
  whereIn(uids, db, 'e.entity_ref', entityRefs);
  const ranked = db('ops_evidence as r')
    .whereIn('r.entity_uid', uids)
    .where('r.kind', 'control')
    .whereNotNull('r.external_id')
    .whereLike('r.payload', '%"status":"met"%')
    .select('r.*')
    .select(
      db.raw(`row_number() over (
        partition by r.entity_uid, r.source, r.external_id
        order by r.observed_at desc, r.received_at desc, r.id desc) as place`),
    );
  if (receivedBy !== undefined) ranked.where('r.received_at', '<=', receivedBy);
  return db.from(ranked.as('v')).where('v.place', 1).select(columns);
}

function newestNow(
  db: Knex,
  entityRefs: readonly string[],
  options: CurrentOptions,
): Knex.QueryBuilder {
  const query = db('ops_entity as e')
    .join('ops_evidence_current as c', 'c.entity_uid', 'e.uid')
    .join('ops_evidence as v', 'v.id', 'c.evidence_id')
    .whereNull('e.vanished_at');
  whereIn(query, db, 'e.entity_ref', entityRefs);
  narrow(query, db, 'c', options);
  return select(query, db, options.lightScans);
}

function newestAt(
  db: Knex,
  entityRefs: readonly string[],
  receivedBy: number,
  options: CurrentOptions,
): Knex.QueryBuilder {
  // Ranked within the entities asked for: the engines don't push a join below a window.
  const uids = db('ops_entity as e').select('e.uid').whereNull('e.vanished_at');
  whereIn(uids, db, 'e.entity_ref', entityRefs);
  const ranked = db('ops_evidence as r')
    .whereIn('r.entity_uid', uids)
    .where('r.received_at', '<=', receivedBy)
    .select('r.*')
    .select(
      db.raw(`row_number() over (
        partition by r.entity_uid, r.kind, r.source, coalesce(r.external_id, r.digest)
        order by r.observed_at desc, r.received_at desc, r.id desc) as place`),
    );
  const query = db.from(ranked.as('v')).where('v.place', 1).select(columns);
  narrow(query, db, 'v', options);
  return query;
}

/** Records of entities that are in the catalog under the uid they had at receipt. */
function visible(db: Knex): Knex.QueryBuilder {
  return db('ops_evidence as v')
    .join('ops_entity as e', 'e.uid', 'v.entity_uid')
    .whereNull('e.vanished_at');
}

function narrow(
  query: Knex.QueryBuilder,
  db: Knex,
  table: 'c' | 'v',
  { kinds, observedSince = {} }: CurrentOptions,
): void {
  if (kinds) whereIn(query, db, `${table}.kind`, kinds);
  const limits = Object.entries(observedSince) as [EvidenceKind, number][];
  if (limits.length === 0) return;
  query.where(inner => {
    inner.whereNotIn(
      `${table}.kind`,
      limits.map(([kind]) => kind),
    );
    for (const [kind, since] of limits) {
      inner.orWhere(one =>
        one
          .where(`${table}.kind`, kind)
          .where(`${table}.observed_at`, '>=', since),
      );
    }
  });
}
