import {
  Millis,
  RolledMember,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** A stored tab and how long it holds. @internal */
export interface StoredOverview {
  /** Packed JSON, served as it is. */
  packed: Uint8Array;
  /** From this instant on the body must not be served. */
  validUntil: Millis;
}

/** What is known of entities as members of a roll-up. @internal */
export interface StoredMembers {
  members: Map<string, RolledMember>;
  /** Entities without a figure that still holds. */
  missing: string[];
}

/** Stored answers of the tab; made when somebody reads them, forgotten when something changes. @internal */
export interface OverviewStore {
  read(db: Knex, entityRef: string): Promise<StoredOverview | undefined>;

  write(
    trx: Knex.Transaction,
    entityRef: string,
    overview: StoredOverview,
  ): Promise<void>;

  /** Figures of members that hold at an instant, and those that have to be made. */
  members(
    db: Knex,
    entityRefs: readonly string[],
    now: Millis,
  ): Promise<StoredMembers>;

  writeMembers(
    trx: Knex.Transaction,
    members: readonly RolledMember[],
  ): Promise<void>;

  /** Forgets tabs and members' figures. */
  forget(trx: Knex.Transaction, entityRefs: readonly string[]): Promise<void>;
}
