import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before } from 'node:test';
import {
  Portal,
  portTaken,
  seedPortal,
  signIn,
  startPortal,
} from '../../../toolchain/portal.mjs';

/** A portal of the journey's own: another port, a fresh database, the example evidence. */
export interface TestPortal {
  /** Where a browser finds it. */
  readonly url: string;
  /** Calls the API as an example person, or as the service when `as` is `ci`. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Ends the process at once, as a power cut would, and starts it again on the same data. */
  killAndRestart(): Promise<void>;
}

/** How to call. */
export interface CallOptions {
  as?: string;
  body?: unknown;
}

/** What came back. */
export interface Answer {
  status: number;
  body: any;
}

/**
 * Starts a portal before the tests of a file and stops it after them.
 *
 * @param app - workspace of the frontend that it serves
 */
export function portalForTests(
  app: 'app' | 'app-legacy',
  options: { seed: boolean } = { seed: true },
): TestPortal {
  const port = Number(process.env.E2E_PORT ?? 7107);
  const folder = mkdtempSync(join(tmpdir(), 'operations-e2e-'));
  const tokens = new Map<string, string>();
  let portal: Portal | undefined;

  async function start() {
    portal = await startPortal({
      port,
      app,
      data: join(folder, 'db'),
      log: join(folder, 'portal.log'),
    });
  }

  before(
    async () => {
      if (await portTaken(port)) {
        throw new Error(
          `Port ${port} is taken; set E2E_PORT to one that is free`,
        );
      }
      await start();
      if (options.seed && (await seedPortal(url)) !== 0) {
        throw new Error('The example evidence was refused');
      }
    },
    { timeout: 180_000 },
  );

  after(async () => {
    await portal?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  const url = `http://localhost:${port}`;

  async function tokenOf(person: string): Promise<string> {
    if (person === 'ci') return 'operations-dev-token';
    const known = tokens.get(person);
    if (known) return known;
    const { token } = await signIn(url, `user:default/${person}`);
    tokens.set(person, token);
    return token;
  }

  return {
    url,
    async call(method, path, { as = 'engineer-one', body } = {}) {
      const answer = await fetch(`${url}/api/operations${path}`, {
        method,
        headers: {
          authorization: `Bearer ${await tokenOf(as)}`,
          'content-type': 'application/json',
        },
        body: body === undefined ? undefined : JSON.stringify(body),
      });
      const text = await answer.text();
      return { status: answer.status, body: text ? JSON.parse(text) : null };
    },
    async killAndRestart() {
      portal?.child.kill('SIGKILL');
      await portal?.exited;
      await start();
    },
  };
}
