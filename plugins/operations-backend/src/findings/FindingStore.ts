import { Finding } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/**
 * What all scans of an entity add up to, kept scan by scan in the transaction that writes them.
 *
 * @remarks Equal to a replay of every scan ever received for the entity's present uid, whatever order they arrived in.
 * @internal
 */
export interface FindingStore {
  /** Applies those scans of the entities that are in the ledger and not yet applied. */
  apply(trx: Knex.Transaction, entityUids: readonly string[]): Promise<void>;

  /** By entity reference; entities that no scan was applied to are absent. */
  findingsFor(
    db: Knex,
    entityRefs: readonly string[],
  ): Promise<Map<string, Finding[]>>;

  /** Entities with scans that are not applied, because they were written before there was a store. */
  behind(db: Knex): Promise<string[]>;
}
