import { EvidenceKind, EvidencePayload } from './kinds';

/** A titled http(s) address that leads to the source of a record. @public */
export type EvidenceLink = { title: string; url: string };

/** What a sender says: one fact about one entity. @public */
export interface EvidenceInput<K extends EvidenceKind = EvidenceKind> {
  /** Normalised entity reference, `component:default/checkout`. */
  entityRef: string;
  kind: K;
  /** Who says so: `restic`, `prometheus`, `manual`, … */
  source: string;
  /** The source's own id; a later record with the same one is its next revision. */
  externalId?: string;
  /** Instant at which the fact was true, ISO 8601 with zone. */
  observedAt: string;
  payload: EvidencePayload<K>;
  links?: EvidenceLink[];
}

/** One immutable record of the ledger. @public */
export interface Evidence<K extends EvidenceKind = EvidenceKind>
  extends EvidenceInput<K> {
  /** ULID given at receipt. */
  id: string;
  /** Instant at which it was stored. */
  receivedAt: string;
  /** SHA-256 (hex) over the RFC 8785 form of what the sender said. */
  digest: string;
  /** The user or service that sent it: `user:default/x` or `service:x`. */
  submittedBy: string;
}

/** Names a record behind a figure, with what a decision binds to. @public */
export interface EvidenceRef {
  id: string;
  kind: EvidenceKind;
  source: string;
  observedAt: string;
  /** Digest of the part that matters to a decision, see {@link materialDigest}. */
  materialDigest: string;
  /** The thing spoken of, stable over revisions, see {@link evidenceThing}. */
  thing?: string;
  /** Instant at which the record itself expires, for kinds that name one. */
  validUntil?: string;
  /** The user who sent the record, who may not sign off what rests on it. */
  submittedBy?: string;
}
