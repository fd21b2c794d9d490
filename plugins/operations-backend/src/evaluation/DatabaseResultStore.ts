import { GateState } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { bulkUpsert } from '../database/bulkUpsert';
import { whereIn } from '../database/dialect';
import { pack, unpack } from '../database/packed';
import {
  Holding,
  PreviousResult,
  ResultStore,
  StoredBody,
  StoredResult,
} from './ResultStore';

const columns = {
  entity_ref: 'text',
  scorecard: 'text',
  entity_uid: 'text',
  policy_digest: 'text',
  version: 'integer',
  evaluated_at: 'bigint',
  valid_until: 'bigint',
  applicable: 'boolean',
  gate: 'text',
  approved_at: 'bigint',
  n_pass: 'integer',
  n_waived: 'integer',
  n_not_applicable: 'integer',
  n_stale: 'integer',
  n_unknown: 'integer',
  n_fail: 'integer',
  verdicts: 'text',
  slots: 'text',
  changed_at: 'bigint',
  oldest_proof_at: 'bigint',
  title: 'text',
  kind: 'text',
  type: 'text',
  owner: 'text',
  system: 'text',
  domain: 'text',
  lifecycle: 'text',
  tier: 'text',
  names_others: 'boolean',
  body: 'bytea',
  gate_answer: 'text',
} as const;

/** A body that is yet to be made. */
const NOT_MADE = Buffer.alloc(0);

async function toRow(result: StoredResult) {
  const { counts, entity } = result;
  return {
    entity_ref: result.entityRef,
    scorecard: result.scorecard,
    entity_uid: result.entityUid,
    policy_digest: result.policyDigest,
    version: result.version,
    evaluated_at: result.evaluatedAt,
    valid_until: result.validUntil ?? null,
    applicable: result.applicable,
    gate: result.gate,
    approved_at: result.approvedAt ?? null,
    n_pass: counts.pass,
    n_waived: counts.waived,
    n_not_applicable: counts['not-applicable'],
    n_stale: counts.stale,
    n_unknown: counts.unknown,
    n_fail: counts.fail,
    verdicts: result.verdicts,
    slots: result.slots,
    changed_at: result.changedAt,
    oldest_proof_at: result.oldestProofAt ?? null,
    title: entity.title,
    kind: entity.kind,
    type: entity.type ?? '',
    owner: entity.owner ?? '',
    system: entity.system ?? '',
    domain: entity.domain ?? '',
    lifecycle: entity.lifecycle ?? '',
    tier: entity.tier ?? '',
    names_others: result.namesOthers,
    body: result.body === undefined ? NOT_MADE : await pack(result.body),
    gate_answer: result.gateAnswer ?? null,
  };
}

interface PreviousRow {
  entity_ref: string;
  scorecard: string;
  entity_uid: string;
  version: number;
  evaluated_at: number | string;
  gate: GateState;
  approved_at: number | string | null;
  verdicts: string;
  slots: string;
  changed_at: number | string;
}

/** Results in the plugin's database. @internal */
export class DatabaseResultStore implements ResultStore {
  static create(): DatabaseResultStore {
    return new DatabaseResultStore();
  }

  private constructor() {}

  async body(
    db: Knex,
    entityRef: string,
    scorecard: string,
  ): Promise<StoredBody | undefined> {
    const row:
      | {
          body: Buffer;
          policy_digest: string;
          names_others: boolean | number;
          due_at: number | string;
          attempts: number;
        }
      | undefined = await db('ops_result as r')
      .join('ops_due as d', 'd.entity_ref', 'r.entity_ref')
      .where('r.entity_ref', entityRef)
      .where('r.scorecard', scorecard)
      .first(
        'r.body',
        'r.policy_digest',
        'r.names_others',
        'd.due_at',
        'd.attempts',
      );
    return (
      row && {
        ...(row.body.length > 0 ? { packed: row.body } : {}),
        policyDigest: row.policy_digest,
        namesOthers: Boolean(row.names_others),
        dueAt: row.attempts > 0 ? 0 : Number(row.due_at),
      }
    );
  }

  async gate(
    db: Knex,
    entityRef: string,
    scorecard: string,
  ): Promise<(Holding & { answer?: string }) | undefined> {
    const row:
      | {
          gate_answer: string | null;
          policy_digest: string;
          due_at: number | string;
          attempts: number;
        }
      | undefined = await db('ops_result as r')
      .join('ops_due as d', 'd.entity_ref', 'r.entity_ref')
      .where('r.entity_ref', entityRef)
      .where('r.scorecard', scorecard)
      .first('r.gate_answer', 'r.policy_digest', 'd.due_at', 'd.attempts');
    return (
      row && {
        ...(row.gate_answer === null ? {} : { answer: row.gate_answer }),
        policyDigest: row.policy_digest,
        dueAt: row.attempts > 0 ? 0 : Number(row.due_at),
      }
    );
  }

  async bodies(
    db: Knex,
    entityRefs: readonly string[],
  ): Promise<Map<string, string[]>> {
    const query = db('ops_result')
      .select('entity_ref', 'body')
      .orderBy(['entity_ref', 'scorecard']);
    whereIn(query, db, 'entity_ref', entityRefs);
    const found = new Map<string, string[]>();
    const rows: { entity_ref: string; body: Buffer }[] = await query;
    for (const row of rows) {
      if (row.body.length === 0) continue;
      const bodies = found.get(row.entity_ref) ?? [];
      bodies.push(await unpack(row.body));
      found.set(row.entity_ref, bodies);
    }
    return found;
  }

  async withoutBody(
    db: Knex,
    entityRefs: readonly string[],
  ): Promise<Set<string>> {
    const query = db('ops_result')
      .whereRaw('length(body) = 0')
      .distinct('entity_ref');
    whereIn(query, db, 'entity_ref', entityRefs);
    const rows: { entity_ref: string }[] = await query;
    return new Set(rows.map(row => row.entity_ref));
  }

  async previous(
    db: Knex,
    entityRefs: readonly string[],
  ): Promise<PreviousResult[]> {
    const query = db<PreviousRow>('ops_result').select(
      'entity_ref',
      'scorecard',
      'entity_uid',
      'version',
      'evaluated_at',
      'gate',
      'approved_at',
      'verdicts',
      'slots',
      'changed_at',
    );
    whereIn(query, db, 'entity_ref', entityRefs);
    const rows = await query;
    return rows.map(row => ({
      entityRef: row.entity_ref,
      scorecard: row.scorecard,
      entityUid: row.entity_uid,
      version: row.version,
      evaluatedAt: Number(row.evaluated_at),
      gate: row.gate,
      ...(row.approved_at === null
        ? {}
        : { approvedAt: Number(row.approved_at) }),
      verdicts: row.verdicts,
      slots: row.slots,
      changedAt: Number(row.changed_at),
    }));
  }

  async replace(
    trx: Knex.Transaction,
    outdated: readonly string[],
    results: readonly StoredResult[],
  ): Promise<void> {
    if (outdated.length > 0) {
      const scorecards = [...new Set(results.map(result => result.scorecard))];
      const others = trx('ops_result').whereNotIn('scorecard', scorecards);
      whereIn(others, trx, 'entity_ref', outdated);
      await others.delete();
    }
    await bulkUpsert(trx, {
      table: 'ops_result',
      columns,
      conflict: ['entity_ref', 'scorecard'],
      rows: await Promise.all(results.map(toRow)),
    });
  }

  async remove(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
  ): Promise<void> {
    const query = trx('ops_result');
    whereIn(query, trx, 'entity_ref', entityRefs);
    await query.delete();
  }
}
