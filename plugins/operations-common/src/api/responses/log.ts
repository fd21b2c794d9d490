import { Page } from './Page';

/** One event of the tamper-evident log. @public */
export interface LogEntry {
  /** Position; absent while it waits to be numbered. */
  index?: number;
  at: string;
  type: string;
  entityRef?: string;
  actor: string;
  /** The exact canonical text that was hashed. */
  body: string;
  /** Hex leaf hash. */
  leaf: string;
}

/** A page of the log, newest first. @public */
export type LogPage = Page<LogEntry>;

/** The newest signed checkpoint. @public */
export interface CheckpointAnswer {
  /** C2SP signed note. */
  note: string;
  size: number;
  /** Hex root. */
  root: string;
  publishedAt: string;
  publicKey: string;
}

/** Proof that an entry is under a checkpoint. @public */
export interface LogProof {
  index: number;
  size: number;
  leaf: string;
  proof: string[];
  checkpoint: string;
}
