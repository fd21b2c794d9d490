import { Knex } from 'knex';
import { isPostgres } from './dialect';

/** Tables that lists join; their sizes decide between a hash and comparing every row with every other. */
const TABLES = ['ops_entity', 'ops_due', 'ops_result', 'ops_history'];

/**
 * Tells PostgreSQL how large the tables of lists have become, and which of their pages hold nothing that is still in doubt.
 *
 * @remarks
 * It finds out by itself some minutes after a large change. Until then it takes tables for empty and joins row by row, and it looks up
 * every row that a count could take from an index: ten times the work for a fleet of a hundred thousand entities. What it cleans by
 * itself at that moment is left to it. SQLite plans by indexes alone.
 * @param db - outside a transaction
 * @internal
 */
export async function refreshStatistics(db: Knex): Promise<void> {
  if (!isPostgres(db)) return;
  await db.raw(
    `vacuum (analyze, skip_locked, truncate false) ${TABLES.join(', ')}`,
  );
}
