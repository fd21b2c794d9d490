import {
  Evidence,
  EvidenceKind,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** A checked record that is ready to be written. @internal */
export interface NewEvidence {
  /** ULID. */
  id: string;
  entityRef: string;
  /** `metadata.uid` of the entity at receipt; another uid is another entity. */
  entityUid: string;
  kind: EvidenceKind;
  source: string;
  externalId?: string;
  observedAt: Millis;
  receivedAt: Millis;
  /** RFC 8785 text of the payload. */
  payload: string;
  digest: string;
  submittedBy: string;
  links?: { title: string; url: string }[];
}

/** What happened to each record of a batch. @internal */
export interface AppendResult {
  /** In the order given: the id under which the record stands, and whether it was there before. */
  outcomes: { id: string; duplicate: boolean }[];
}

/** Narrows the records that are read for evaluation. @internal */
export interface CurrentOptions {
  /** As of this instant: later receipts are ignored. */
  receivedBy?: Millis;
  /** All kinds when absent. */
  kinds?: readonly EvidenceKind[];
  /** Per kind: older observations are left out; kinds not named are read whole. */
  observedSince?: Partial<Record<EvidenceKind, Millis>>;
  /** Scans come without their findings, which a FindingStore has; not for the past. */
  lightScans?: boolean;
}

/** One page of the ledger of one entity, newest observation first. @internal */
export interface EvidenceFilter {
  entityRef: string;
  kinds?: readonly EvidenceKind[];
  sources?: readonly string[];
  /** Half-open `[since, until)` over `observedAt`. */
  since?: Millis;
  until?: Millis;
  limit: number;
  /** Scans come without their findings. */
  lightScans?: boolean;
  /** Position after which the page starts. */
  after?: EvidencePosition;
}

/** Key of a record in the order of {@link EvidenceStore.list}. @internal */
export interface EvidencePosition {
  observedAt: Millis;
  id: string;
}

/** A page and what is needed to read on. @internal */
export interface EvidencePage {
  items: Evidence[];
  next?: EvidencePosition;
  totalItems: number;
}

/**
 * The append-only ledger.
 *
 * @remarks Every method takes the connection to work on: inside a transaction always pass the transaction, since SQLite
 * has a single connection. Only records of an entity's present uid are ever read; those of vanished entities are hidden.
 * @internal
 */
export interface EvidenceStore {
  /** Writes a batch and moves the pointers to the current records; equal digests of one entity uid are duplicates. */
  append(
    trx: Knex.Transaction,
    records: readonly NewEvidence[],
  ): Promise<AppendResult>;

  /** The newest revision of each thing, by entity reference; entities without evidence are absent. */
  currentFor(
    db: Knex,
    entityRefs: readonly string[],
    options?: CurrentOptions,
  ): Promise<Map<string, Evidence[]>>;

  /**
   * Of every control of the entities the newest revision in which it was met, so that one that fell back is seen.
   *
   * @param receivedBy - as of this instant
   */
  metControls(
    db: Knex,
    entityRefs: readonly string[],
    receivedBy?: Millis,
  ): Promise<Map<string, Evidence[]>>;

  byId(db: Knex, id: string): Promise<Evidence | undefined>;

  list(db: Knex, filter: EvidenceFilter): Promise<EvidencePage>;
}
