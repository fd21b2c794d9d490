import { spawn } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';

/** A throw-away PostgreSQL with its own defaults, durable writes among them; resolves once it accepts connections. */
export async function startPostgres() {
  const script = path.resolve('../toolchain/postgresServer.mjs');
  const server = spawn(process.execPath, [script], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  const [line] = await Promise.race([
    once(server.stdout, 'data'),
    ended.then(() => {
      throw new Error('PostgreSQL did not start');
    }),
  ]);
  return {
    url: new URL(String(line).trim()),
    async stop() {
      server.stdin.end();
      await ended;
    },
  };
}
