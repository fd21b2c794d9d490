import {
  Checkpoint,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** A checkpoint as it was signed. @internal */
export interface StoredCheckpoint {
  epoch: number;
  size: number;
  root: Checkpoint['root'];
  note: string;
  at: Millis;
}

/** Keeps signed checkpoints, so that all replicas hand out the same ones. @internal */
export interface CheckpointStore {
  /** The largest of an epoch. */
  newest(db: Knex, epoch: number): Promise<StoredCheckpoint | undefined>;

  /** The one over so many entries. */
  ofSize(
    db: Knex,
    epoch: number,
    size: number,
  ): Promise<StoredCheckpoint | undefined>;

  /** Keeps a checkpoint, unless there is one of its size; returns the one that stands. */
  add(db: Knex, checkpoint: StoredCheckpoint): Promise<StoredCheckpoint>;
}
