// Runs a throw-away PostgreSQL for the process that started this one: prints its address, ends when standard input ends.
// Arguments are handed to the server, such as -c fsync=off.
import { mkdtemp, chmod, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadEmbeddedPostgres } from './embeddedPostgres.mjs';

const port = await new Promise(resolve => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const address = probe.address();
    probe.close(() => resolve(address.port));
  });
});

const directory = await mkdtemp(join(tmpdir(), 'operations-postgres-'));
// The server refuses to run as root, so another user has to reach its directory.
await chmod(directory, 0o755);

const EmbeddedPostgres = await loadEmbeddedPostgres(directory);
const server = new EmbeddedPostgres({
  databaseDir: join(directory, 'data'),
  port,
  user: 'postgres',
  password: 'postgres',
  persistent: false,
  createPostgresUser: process.getuid?.() === 0,
  postgresFlags: process.argv.slice(2),
  onLog: () => {},
  onError: () => {},
});

await server.initialise();
await server.start();
process.stdout.write(`postgres://postgres:postgres@127.0.0.1:${port}\n`);

process.stdin.resume();
process.stdin.on('end', async () => {
  await server.stop();
  await rm(directory, { recursive: true, force: true });
  process.exit(0);
});
