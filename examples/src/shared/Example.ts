import {
  EvidenceInput,
  EvidenceKind,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { iso } from './Timeline';

/** Typed records, pushed by one sender. */
export interface RecordBatch {
  /** Example person who sends them; the service token when absent. */
  as?: string;
  items: EvidenceInput[];
}

/** A tool's own file, sent as it is. */
export interface ToolFile {
  format: string;
  entityRef: string;
  dataset?: string;
  scope?: string;
  observedAt?: string;
  content: string;
}

/** All that is sent about a part of the example. */
export interface Example {
  batches: RecordBatch[];
  files: ToolFile[];
}

/** Joins examples into one. */
export function together(...examples: Example[]): Example {
  return {
    batches: examples.flatMap(example => example.batches),
    files: examples.flatMap(example => example.files),
  };
}

/** Makes records of one entity from one source. */
export function teller(entityRef: string, source: string) {
  return function tell<K extends EvidenceKind>(
    kind: K,
    externalId: string,
    observedAt: number,
    payload: EvidencePayload<K>,
  ): EvidenceInput<K> {
    return {
      entityRef,
      kind,
      source,
      externalId,
      observedAt: iso(observedAt),
      payload,
    };
  };
}
