import {
  LogEntry,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** Narrows the log; all conditions hold together. @internal */
export interface LogFilter {
  types?: readonly string[];
  entityRef?: string;
  actor?: string;
  /** From this instant on. */
  from?: Millis;
  /** Up to, not including. */
  to?: Millis;
}

/** What of the log a caller may read. @internal */
export interface LogScope {
  /** Narrows to events about entities that the caller may see; absent where the caller may see all, deleted ones too. */
  entities?: (query: Knex.QueryBuilder, column: string) => Promise<void>;
  /** Whether events about no entity are included: scorecards and delegations. */
  general: boolean;
}

/** Reads the log; nothing of it is ever changed. @internal */
export interface LogStore {
  /**
   * Events with the newest insertion first, those that wait for a number included.
   *
   * @param page - `after`: the insertion number of the last event of the page before
   */
  page(
    db: Knex,
    filter: LogFilter,
    scope: LogScope,
    page: { limit: number; after?: number },
  ): Promise<{ items: LogEntry[]; totalItems: number; next?: number }>;
}
