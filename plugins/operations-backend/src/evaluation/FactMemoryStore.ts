import { Knex } from 'knex';
import { FactMemory } from './FactMemory';

/** Keeps what evaluations remember; losing it costs nothing but work. @internal */
export interface FactMemoryStore {
  read(
    db: Knex,
    entityRefs: readonly string[],
  ): Promise<Map<string, FactMemory>>;

  write(trx: Knex, memories: readonly FactMemory[]): Promise<void>;

  forget(trx: Knex, entityRefs: readonly string[]): Promise<void>;

  /** Forgets everything, as after the code has changed. */
  clear(db: Knex): Promise<void>;
}
