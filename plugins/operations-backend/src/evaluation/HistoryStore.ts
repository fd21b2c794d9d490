import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { HistoryEntry, HistoryPage, HistoryState } from './HistoryPage';

/** A change to be remembered. @internal */
export interface NewHistory {
  entityRef: string;
  scorecard: string;
  /** What held before; absent at the first evaluation. */
  before?: HistoryState;
  entry: HistoryEntry;
}

/**
 * Remembers changes of verdicts and gates; nothing is written while nothing changes.
 *
 * @internal
 */
export interface HistoryStore {
  append(trx: Knex.Transaction, changes: readonly NewHistory[]): Promise<void>;

  /** Pages that hold `[from, to)` and the one before, from which the state at `from` follows; oldest first. */
  pages(
    db: Knex,
    key: { entityRef: string; scorecard: string },
    period: { from: Millis; to: Millis },
  ): Promise<HistoryPage[]>;

  /** The same for many entities, by reference; entities without history are absent. */
  pagesOf(
    db: Knex,
    entityRefs: readonly string[],
    scorecard: string,
    period: { from: Millis; to: Millis },
  ): Promise<Map<string, HistoryPage[]>>;
}
