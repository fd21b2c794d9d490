// Starts the throw-away PostgreSQL of postgresServer.mjs beside this process.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { root } from './lib.mjs';

/**
 * @param flags - arguments for the server, such as `-c fsync=off`; none keeps its defaults, durable writes among them
 * @returns `{ address, stop() }`; throws an Error when it does not start
 */
export async function startPostgres(...flags) {
  const script = join(root, 'toolchain/postgresServer.mjs');
  const server = spawn(process.execPath, [script, ...flags], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const exited = once(server, 'exit');
  const [line] = await Promise.race([once(server.stdout, 'data'), exited]);
  if (!Buffer.isBuffer(line)) {
    throw new Error('PostgreSQL did not start; the lines above say why.');
  }
  return {
    address: String(line).trim(),
    async stop() {
      server.stdin.end();
      await exited;
    },
  };
}
