import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';

/** Where the migrations are, in source and in the published package. @internal */
export const migrationsDirectory = resolvePackagePath(
  '@backstage-operations/plugin-operations-backend',
  'migrations',
);

/** Brings the tables to what this version needs. @internal */
export async function migrate(db: Knex): Promise<void> {
  await db.migrate.latest({ directory: migrationsDirectory });
}
