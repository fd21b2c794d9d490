import { StandardRow } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CallerView } from '../access/EntityAccess';

/** Which rows somebody asks for. @internal */
export interface StandardQuery {
  standard?: string;
  owners?: readonly string[];
  view: Pick<CallerView, 'filter'>;
}

/** Keeps what entities show of the standards that they are held to. @internal */
export interface StandardStore {
  /** Puts the rows of some entities in place of those they had. */
  replace(
    trx: Knex.Transaction,
    entityRefs: readonly string[],
    rows: readonly StandardRow[],
  ): Promise<void>;

  /** Rows of entities that the caller may see. */
  list(db: Knex, query: StandardQuery): Promise<StandardRow[]>;
}
