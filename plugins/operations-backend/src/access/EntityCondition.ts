import { Knex } from 'knex';

/**
 * A permission condition as SQL over `ops_entity as e`; adds exactly one `where`.
 *
 * @param builder - where the condition goes
 * @param db - tells the engine
 * @internal
 */
export type EntityCondition = (builder: Knex.QueryBuilder, db: Knex) => void;
