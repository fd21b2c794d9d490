import {
  Evidence,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { isPostgres } from '../database/dialect';
import { EvidenceRow, toEvidence } from '../ledger/evidenceRow';
import { SloHistoryStore } from './SloHistoryStore';

const DAY = 86_400_000;

/** Reads the days of an SLO with one query, however often it was measured. @internal */
export class DatabaseSloHistoryStore implements SloHistoryStore {
  static create(): DatabaseSloHistoryStore {
    return new DatabaseSloHistoryStore();
  }

  private constructor() {}

  async daily(
    db: Knex,
    { entityRef, slo }: { entityRef: string; slo: string },
    period: { from: Millis; to: Millis },
  ): Promise<Evidence<'slo'>[]> {
    const name = isPostgres(db)
      ? `(v.payload::json ->> 'name')`
      : `json_extract(v.payload, '$.name')`;
    const ranked = db('ops_evidence as v')
      .join('ops_entity as e', 'e.uid', 'v.entity_uid')
      .whereNull('e.vanished_at')
      .where('e.entity_ref', entityRef)
      .where('v.kind', 'slo')
      .where('v.observed_at', '>=', period.from)
      .where('v.observed_at', '<', period.to)
      .where(named =>
        // Collectors use the name as the external id; only what was pushed without one is looked into.
        named
          .where('v.external_id', slo)
          .orWhere(unnamed =>
            unnamed.whereNull('v.external_id').whereRaw(`${name} = ?`, [slo]),
          ),
      )
      .select('v.*')
      .select(
        db.raw(
          `row_number() over (
            partition by v.source, v.observed_at / ${DAY}
            order by v.observed_at desc, v.id desc) as place`,
        ),
      );
    const rows: EvidenceRow[] = await db
      .from(ranked.as('d'))
      .where('d.place', 1)
      .orderBy('d.observed_at')
      .orderBy('d.id');
    return rows.map(row => toEvidence(row) as Evidence<'slo'>);
  }
}
