import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** A stored tab and how long it holds. @internal */
export interface StoredOverview {
  body: string;
  /** From this instant on the body must not be served. */
  validUntil: Millis;
}

/** The stored answer of the tab; made when somebody reads it, forgotten when something changes. @internal */
export interface OverviewStore {
  read(db: Knex, entityRef: string): Promise<StoredOverview | undefined>;

  write(
    trx: Knex.Transaction,
    entityRef: string,
    overview: StoredOverview,
  ): Promise<void>;

  forget(trx: Knex.Transaction, entityRefs: readonly string[]): Promise<void>;
}
