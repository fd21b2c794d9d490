import {
  EntityProfile,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** What is needed to know whether an entity has to be written again. @internal */
export interface KnownEntity {
  uid: string;
  digest: string;
  vanished: boolean;
}

/** The writing side of the copy of the catalog. @internal */
export interface EntityCopyStore {
  /** By reference; all of them when no references are given. Vanished ones are included. */
  known(
    db: Knex,
    entityRefs?: readonly string[],
  ): Promise<Map<string, KnownEntity>>;

  /** Writes entities as they are now; one with another uid than before starts clean. */
  write(
    trx: Knex.Transaction,
    entities: readonly { profile: EntityProfile; digest: string }[],
    now: Millis,
  ): Promise<void>;

  /** Hides entities that the catalog no longer has; their evidence is kept. */
  hide(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
    now: Millis,
  ): Promise<void>;
}
