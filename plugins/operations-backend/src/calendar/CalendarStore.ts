import {
  CalendarEntry,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CallerView } from '../access/EntityAccess';

/** Which entries somebody asks for. @internal */
export interface CalendarQuery {
  /** Entries that overlap `[from, to)`. */
  from: Millis;
  to: Millis;
  /** Owners and types that are alternatives; all when absent. */
  owners?: readonly string[];
  types?: readonly string[];
  /** Rows that the caller may see. */
  view: Pick<CallerView, 'filter'>;
  limit: number;
}

/** Keeps the dates of all entities. @internal */
export interface CalendarStore {
  /** Puts the entries of some entities in place of those they had. */
  replace(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
    entries: readonly CalendarEntry[],
  ): Promise<void>;

  /** Entries in order of time, of entities that exist and the caller may see; one that repeats once, where it begins. */
  list(db: Knex, query: CalendarQuery): Promise<CalendarEntry[]>;
}
