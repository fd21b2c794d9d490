import { Knex } from 'knex';
import { inTransaction } from '../database/inTransaction';
import { TreeStore } from './TreeStore';

/** Events that get their numbers in one transaction. */
const BATCH = 1_000;

/**
 * Gives every event its place in the log.
 *
 * @remarks
 * Every replica runs it and one at a time gets through, so decisions never wait for each other's log entries. An event that is
 * committed late although it was inserted early gets a later number; nothing is ever numbered twice.
 * @internal
 */
export class Sequencer {
  static create(options: { db: Knex; tree: TreeStore }): Sequencer {
    return new Sequencer(options.db, options.tree);
  }

  private constructor(
    private readonly db: Knex,
    private readonly tree: TreeStore,
  ) {}

  /** Numbers one batch; returns how many events it was. */
  runOnce(): Promise<number> {
    return inTransaction(this.db, trx => this.tree.number(trx, BATCH));
  }
}
