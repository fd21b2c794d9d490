import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** How a collector fared with one thing it reads for one entity. @internal */
export interface CollectorState {
  /** `evidence-files`, … */
  collector: string;
  entityRef: string;
  entityUid: string;
  /** What is read, as the entity names it. */
  target: string;
  /** Identity of what was last read well; nothing is done while it stays. */
  version?: string;
  lastRunAt: Millis;
  lastSuccessAt?: Millis;
  /** Why the last run brought nothing, in words that may be shown. */
  error?: string;
}

/** Remembers how collectors fare, per entity, so that a partial failure shows where it is. @internal */
export interface CollectorStore {
  /** States of some entities under their present uid, in the order of collector and target. */
  of(db: Knex, entityRefs: readonly string[]): Promise<CollectorState[]>;

  record(db: Knex, states: readonly CollectorState[]): Promise<void>;

  /** Forgets targets that an entity no longer names. */
  keepOnly(
    db: Knex,
    collector: string,
    entityRef: string,
    targets: readonly string[],
  ): Promise<void>;
}
