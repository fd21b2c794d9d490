import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import { Portal, startPortal } from '../../../toolchain/portal.mjs';
import { portalCalls } from './PortalCalls';

/**
 * A portal with an empty ledger that the tests of a file may do anything to.
 *
 * @param options - `scorecards`: files to load beside the built-in ones
 */
export function portalOfItsOwn(options: { scorecards?: string[] } = {}) {
  const { scorecards = [] } = options;
  const port = Number(process.env.E2E_PORT ?? 7107) + 1;
  const folder = mkdtempSync(join(tmpdir(), 'operations-e2e-'));
  const url = `http://localhost:${port}`;
  let portal: Portal | undefined;

  async function start() {
    portal = await startPortal({
      port,
      data: join(folder, 'db'),
      log: join(folder, 'portal.log'),
      env: {
        APP_CONFIG_operations_scorecards: JSON.stringify(
          scorecards.map(target => ({ target })),
        ),
      },
    });
  }

  before(start, { timeout: 320_000 });
  after(async () => {
    await portal?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  return {
    url,
    call: portalCalls(url),
    /** Ends the process at once, as a power cut would, and starts it again on the same data. */
    async killAndRestart() {
      portal?.child.kill('SIGKILL');
      await portal?.exited;
      await start();
    },
  };
}
