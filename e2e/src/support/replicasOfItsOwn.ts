import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Portal, startPortal } from '../../../toolchain/portal.mjs';
import { Postgres, startPostgres } from '../../../toolchain/startPostgres.mjs';
import { portalCalls } from './PortalCalls';

/**
 * Processes that share one PostgreSQL, as a portal behind a load balancer has them.
 *
 * @param options - `count`: how many; `config`: parts of the `operations` configuration by their key
 * @returns one caller for each process, there once the tests begin
 */
export function replicasOfItsOwn(options: {
  count: number;
  config: Record<string, unknown>;
}) {
  const first = Number(process.env.E2E_PORT ?? 7107) + 2;
  const folder = mkdtempSync(join(tmpdir(), 'operations-e2e-'));
  const ports = Array.from({ length: options.count }, (_, n) => first + n);
  const portals: Portal[] = [];
  let postgres: Postgres | undefined;

  async function start(port: number, address: URL) {
    const connection = {
      host: address.hostname,
      port: Number(address.port),
      user: address.username,
      password: address.password,
    };
    const parts = Object.entries(options.config).map(([key, part]) => [
      `APP_CONFIG_operations_${key}`,
      JSON.stringify(part),
    ]);
    portals.push(
      await startPortal({
        port,
        data: join(folder, String(port)),
        log: join(folder, `${port}.log`),
        env: {
          ...Object.fromEntries(parts),
          APP_CONFIG_backend_database: JSON.stringify({
            client: 'pg',
            pluginDivisionMode: 'database',
            connection,
          }),
        },
      }),
    );
  }

  before(
    async () => {
      postgres = await startPostgres('-c', 'max_connections=1000');
      const address = new URL(postgres.address);
      // The first one makes the databases; the others find them.
      await start(ports[0], address);
      await Promise.all(ports.slice(1).map(port => start(port, address)));
    },
    { timeout: 700_000 },
  );
  after(async () => {
    await Promise.all(portals.map(portal => portal.stop()));
    await postgres?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  return ports.map(port => portalCalls(`http://localhost:${port}`));
}
