import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** Why entities have to be looked at again. @internal */
export interface LedgerChange {
  /** Entities with new evidence or new catalog fields, without repeats. */
  entityRefs: readonly string[];
  at: Millis;
  cause: 'evidence' | 'entity';
  /** The user or service behind the change, where there is one. */
  actor?: string;
}

/**
 * Is told of new evidence inside the transaction that writes it, so that verdicts never lag behind the ledger.
 *
 * @remarks A rejection rolls the whole batch back: nothing is acknowledged that is not evaluated or queued.
 * @internal
 */
export interface LedgerListener {
  onEvidence(trx: Knex.Transaction, change: LedgerChange): Promise<void>;
}
