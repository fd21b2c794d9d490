import {
  EvidenceKind,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { whereIn } from '../database/dialect';
import { inTransaction } from '../database/inTransaction';
import { DailyRollUp } from './DailyRollUp';
import { countChanges } from './evidenceRevisions';
import { LASTING, Retention } from './retention';

/** Records per transaction, so that nobody waits long for us. */
const BATCH = 2_000;

/**
 * Deletes evidence whose time is over, and rolls up what is measured by the minute: the only ways in which a record ever goes.
 *
 * @remarks The time counts from receipt, so that old records sent late are kept as long as others.
 * @internal
 */
export class RetentionTask {
  static create(options: {
    db: Knex;
    retention: Retention;
    now: () => Millis;
  }): RetentionTask {
    return new RetentionTask(options.db, options.retention, options.now);
  }

  private constructor(
    private readonly db: Knex,
    private readonly retention: Retention,
    private readonly now: () => Millis,
  ) {}

  /** Deletes everything that is due; resolves to the number of records. */
  async run(signal?: AbortSignal): Promise<number> {
    let deleted = 0;
    for (const [kind, time] of Object.entries(this.retention)) {
      const before = this.now() - time;
      let batch: number;
      do {
        if (signal?.aborted) return deleted;
        batch = await this.deleteBatch(kind as EvidenceKind, before);
        deleted += batch;
      } while (batch === BATCH);
    }
    await this.forgetFindings();
    const { db, now } = this;
    return deleted + (await DailyRollUp.create({ db, now }).run(signal));
  }

  /** Findings that ended before the oldest scan that is kept, and those of entities without any scan. */
  private async forgetFindings(): Promise<void> {
    const { db, retention, now } = this;
    await inTransaction(db, async trx => {
      const over = (query: Knex.QueryBuilder) =>
        query
          .where('closed_at', '<', now() - retention['vulnerability-scan'])
          .orWhereNotExists(
            trx('ops_scan as s')
              .select('s.evidence_id')
              .whereRaw('s.entity_uid = ops_finding.entity_uid'),
          );
      const rows: { entity_uid: string }[] = await over(
        trx('ops_finding').distinct('entity_uid'),
      );
      await over(trx('ops_finding')).delete();
      const kind = 'vulnerability-scan';
      await countChanges(
        trx,
        rows.map(row => ({ entityUid: row.entity_uid, kind })),
      );
    });
  }

  private deleteBatch(kind: EvidenceKind, before: Millis): Promise<number> {
    return inTransaction(this.db, async trx => {
      const due = trx('ops_evidence as v')
        .where('v.kind', kind)
        .where('v.received_at', '<', before)
        .orderBy('v.received_at')
        .limit(BATCH)
        .select('v.id', 'v.entity_uid');
      if (LASTING.has(kind)) {
        due.whereNotExists(
          trx('ops_evidence_current as c')
            .select('c.evidence_id')
            .whereRaw('c.evidence_id = v.id')
            .whereRaw('c.entity_uid = v.entity_uid'),
        );
      }
      const rows: { id: string; entity_uid: string }[] = await due;
      const ids = rows.map(row => row.id);
      if (ids.length === 0) return 0;
      for (const [table, column] of [
        ['ops_evidence_current', 'evidence_id'],
        ['ops_scan', 'evidence_id'],
        ['ops_evidence', 'id'],
      ]) {
        const gone = trx(table);
        whereIn(gone, trx, column, ids);
        await gone.delete();
      }
      await countChanges(
        trx,
        rows.map(row => ({ entityUid: row.entity_uid, kind })),
      );
      return ids.length;
    });
  }
}
