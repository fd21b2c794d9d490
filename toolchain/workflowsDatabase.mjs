// Makes the portal's database when no portal has run yet, by the migrations that the backend runs: there is always
// something true to back up.
import { existsSync, mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { root, say } from './lib.mjs';

const database = join(root, '.data/db/operations.sqlite');
if (!existsSync(database)) {
  say('No portal has run here yet: making its database first');
  mkdirSync(dirname(database), { recursive: true });
  const backend = join(root, 'plugins/operations-backend');
  const { knex } = createRequire(join(backend, 'package.json'))('knex');
  const client = knex({
    client: 'better-sqlite3',
    connection: { filename: database },
    useNullAsDefault: true,
  });
  try {
    await client.migrate.latest({ directory: join(backend, 'migrations') });
  } finally {
    await client.destroy();
  }
}
