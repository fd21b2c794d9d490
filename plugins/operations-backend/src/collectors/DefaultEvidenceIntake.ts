import { ServiceUnavailableError } from '@backstage/errors';
import {
  defaultSettings,
  EvidenceInput,
  OperationsSettings,
} from '@backstage-operations/plugin-operations-common';
import { EvidenceIntake } from '@backstage-operations/plugin-operations-node';
import { Knex } from 'knex';
import { isPostgres } from '../database/dialect';
import { IngestService } from '../ledger/IngestService';
import { Submitter } from '../ledger/Submitter';

/** What the intake works with once the plugin has started. @internal */
export interface IntakeBackend {
  db: Knex;
  ingest: IngestService;
  submitterOf: (source: string) => Submitter;
  /** The defaults when absent. */
  settings?: OperationsSettings;
}

/** Lets modules hand in what they receive; opened when the plugin has started. @internal */
export class DefaultEvidenceIntake implements EvidenceIntake {
  static create(): DefaultEvidenceIntake {
    return new DefaultEvidenceIntake();
  }

  private backend: IntakeBackend | undefined;

  private constructor() {}

  /** Lets deliveries in. */
  open(backend: IntakeBackend): void {
    this.backend = backend;
  }

  async submit(source: string, items: readonly EvidenceInput[]) {
    const { ingest, submitterOf } = this.opened();
    const result = await ingest.ingest(submitterOf(source), items);
    return {
      accepted: result.accepted,
      duplicates: result.duplicates,
      refused: result.rejected.map(
        ({ index, field, message }) => `item ${index}, ${field}: ${message}`,
      ),
    };
  }

  settings(): OperationsSettings {
    return this.opened().settings ?? defaultSettings;
  }

  async entitiesByAnnotation(
    annotation: string,
    values: readonly string[],
  ): Promise<Map<string, string[]>> {
    const { db } = this.opened();
    const each = isPostgres(db)
      ? 'json_each_text(e.annotations::json)'
      : 'json_each(e.annotations)';
    const rows: { entity_ref: string; value: string }[] = await db
      .select('e.entity_ref', 'a.value')
      .from(db.raw(`ops_entity as e, ${each} as a`))
      .whereNull('e.vanished_at')
      .where('a.key', annotation)
      .orderBy('e.entity_ref');
    const found = new Map<string, string[]>();
    for (const { entity_ref, value } of rows) {
      // Several values, comma separated, always work.
      for (const one of new Set(value.split(',').map(part => part.trim()))) {
        if (!values.includes(one)) continue;
        found.set(one, [...(found.get(one) ?? []), entity_ref]);
      }
    }
    return found;
  }

  async annotated(annotation: string): Promise<Map<string, string>> {
    const { db } = this.opened();
    const each = isPostgres(db)
      ? 'json_each_text(e.annotations::json)'
      : 'json_each(e.annotations)';
    const rows: { entity_ref: string; value: string }[] = await db
      .select('e.entity_ref', 'a.value')
      .from(db.raw(`ops_entity as e, ${each} as a`))
      .whereNull('e.vanished_at')
      .where('a.key', annotation);
    return new Map(rows.map(row => [row.entity_ref, row.value]));
  }

  async entitiesByIncident(source: string, id: string): Promise<string[]> {
    const { db } = this.opened();
    const rows: { entity_ref: string }[] = await db('ops_evidence as v')
      .join('ops_entity as e', 'e.uid', 'v.entity_uid')
      .whereNull('e.vanished_at')
      // Kind and time are what the index of the ledger begins with.
      .where('v.kind', 'incident')
      .where('v.source', source)
      .where('v.external_id', id)
      .distinct('e.entity_ref')
      .orderBy('e.entity_ref');
    return rows.map(({ entity_ref }) => entity_ref);
  }

  private opened(): IntakeBackend {
    if (this.backend) return this.backend;
    throw new ServiceUnavailableError('Operations has not started yet');
  }
}
