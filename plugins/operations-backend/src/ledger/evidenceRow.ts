import {
  Evidence,
  EvidenceKind,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { SqlType } from '../database/insertRows';
import { NewEvidence } from './EvidenceStore';

/** A row of `ops_evidence`; PostgreSQL gives bigints as text. @internal */
export interface EvidenceRow {
  id: string;
  entity_ref: string;
  entity_uid: string;
  kind: string;
  source: string;
  external_id: string | null;
  observed_at: number | string;
  received_at: number | string;
  payload: string;
  digest: string;
  submitted_by: string;
  links: string | null;
}

/** Columns of `ops_evidence` for bulk inserts. @internal */
export const evidenceColumns: Record<keyof EvidenceRow, SqlType> = {
  id: 'text',
  entity_ref: 'text',
  entity_uid: 'text',
  kind: 'text',
  source: 'text',
  external_id: 'text',
  observed_at: 'bigint',
  received_at: 'bigint',
  payload: 'text',
  digest: 'text',
  submitted_by: 'text',
  links: 'text',
};

/** The row of a new record. @internal */
export function toEvidenceRow(
  record: NewEvidence,
): Record<keyof EvidenceRow, string | number | null> {
  return {
    id: record.id,
    entity_ref: record.entityRef,
    entity_uid: record.entityUid,
    kind: record.kind,
    source: record.source,
    external_id: record.externalId ?? null,
    observed_at: record.observedAt,
    received_at: record.receivedAt,
    payload: record.payload,
    digest: record.digest,
    submitted_by: record.submittedBy,
    links: record.links ? JSON.stringify(record.links) : null,
  };
}

/** The record of a row. @internal */
export function toEvidence(row: EvidenceRow): Evidence {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    // Only kinds that the schema table knows are ever written.
    kind: row.kind as EvidenceKind,
    source: row.source,
    ...(row.external_id !== null && { externalId: row.external_id }),
    observedAt: toIso(Number(row.observed_at)),
    receivedAt: toIso(Number(row.received_at)),
    payload: JSON.parse(row.payload),
    digest: row.digest,
    submittedBy: row.submitted_by,
    ...(row.links !== null && { links: JSON.parse(row.links) }),
  };
}
