import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { isPostgres } from './dialect';

/** Where the migrations are, in source and in the published package. @internal */
export const migrationsDirectory = resolvePackagePath(
  '@backstage-operations/plugin-operations-backend',
  'migrations',
);

/** Of the advisory lock under which one replica at a time migrates; any number that nothing else uses. */
const LOCK = 6_290_041;

/**
 * Brings the tables to what this version needs.
 *
 * @remarks Replicas that start together on a new PostgreSQL take turns. The lock table of knex alone does not see to that: made
 * by two at once it holds two rows, and counts as locked for ever.
 * @internal
 */
export async function migrate(db: Knex): Promise<void> {
  const latest = () => db.migrate.latest({ directory: migrationsDirectory });
  if (!isPostgres(db)) {
    await latest();
    return;
  }
  await db.transaction(async trx => {
    await trx.raw('select pg_advisory_xact_lock(?)', [LOCK]);
    await latest();
  });
}
