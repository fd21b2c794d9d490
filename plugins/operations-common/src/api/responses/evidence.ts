import { EvidenceKind } from '../../evidence/kinds';
import { FactDefinition } from '../../facts/Fact';

/** One refused item of a batch. @public */
export interface EvidenceRejection {
  /** Position in the batch. */
  index: number;
  /** Path of the field, like `payload.coverage`. */
  field: string;
  message: string;
}

/** What became of a batch. @public */
export interface IngestResult {
  /** Newly stored. */
  accepted: number;
  /** Already known, nothing written. */
  duplicates: number;
  rejected: EvidenceRejection[];
  /** Of the items that stand, in their order; a duplicate has the id of the record that was there. */
  ids: string[];
}

/** What became of a tool's file. @public */
export interface ImportResult {
  format: string;
  formatVersion?: string;
  accepted: number;
  duplicates: number;
  ids: string[];
  warnings: string[];
}

/** A format that can be imported. @public */
export interface FormatDescription {
  id: string;
  title: string;
  tool: string;
  versions: string;
  mediaTypes: string[];
}

/** A kind of evidence. @public */
export interface KindDescription {
  kind: EvidenceKind;
  summary: string;
  /** Where its JSON Schema is served, below the plugin's base. */
  schema: string;
  /** How long it is kept, ISO 8601. */
  retention: string;
}

/** A fact of the catalogue, without its computation. @public */
export type FactDescription = Omit<FactDefinition, 'compute'>;
