import { Knex } from 'knex';
import { isPostgres } from './dialect';

/** Tables that lists join; their sizes decide between a hash and comparing every row with every other. */
const TABLES = ['ops_entity', 'ops_due', 'ops_result', 'ops_history'];

/**
 * Tells PostgreSQL how large the tables of lists have become.
 *
 * @remarks
 * It finds out by itself about a minute after a large change. Until then it takes tables for empty, joins row by row, and a
 * fleet of ten thousand entities would take seconds right after it was first copied. SQLite plans by indexes alone.
 * @internal
 */
export async function refreshStatistics(db: Knex): Promise<void> {
  if (isPostgres(db)) await db.raw(`analyze ${TABLES.join(', ')}`);
}
