import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** Remembers which dates somebody was told of. @internal */
export interface ReminderStore {
  /** Those of the keys that were not remembered before; from now on they are. */
  remember(
    trx: Knex.Transaction,
    keys: readonly string[],
    now: Millis,
  ): Promise<Set<string>>;

  /** Forgets what was remembered before an instant. */
  forget(trx: Knex.Transaction, before: Millis): Promise<void>;
}
