import {
  LeafRange,
  TreeNode,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** How far the log is numbered. @internal */
export interface LogHead {
  /** Numbered events. */
  size: number;
  /** Grows when an operator accepts that the log was set back. */
  epoch: number;
}

/** Keeps the numbers of events and the Merkle tree over them. @internal */
export interface TreeStore {
  head(db: Knex): Promise<LogHead>;

  /**
   * Gives numbers to events that have none, in the order in which they were inserted, and adds them to the tree.
   *
   * @returns how many; zero also where another replica is at it
   */
  number(trx: Knex.Transaction, limit: number): Promise<number>;

  /** Hashes of some ranges of entries, in their order; undefined for one that is not in the tree. */
  hashes(
    db: Knex,
    ranges: readonly LeafRange[],
  ): Promise<(string | undefined)[]>;

  /** The number of an event; undefined while it has none. */
  indexOf(db: Knex, eventUid: string): Promise<number | undefined>;

  /** Begins a new epoch; false where another replica did or is at it. */
  reseal(trx: Knex.Transaction, epoch: number): Promise<boolean>;
}

/** Name of a subtree in maps. @internal */
export const nodeKey = ({ level, index }: TreeNode) => `${level}/${index}`;
