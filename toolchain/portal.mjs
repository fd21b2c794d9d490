// Starts and stops the portal's backend, which serves the built frontend as well.
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { call, root } from './lib.mjs';

const backend = join(root, 'packages/backend');
/** The catalog is usable when this entity of the last example file is there. */
const lastExample = 'resource/default/search-index';

/** True when something answers on the port. */
export function portTaken(port) {
  return new Promise(resolve => {
    const socket = connect({ port, host: '127.0.0.1' });
    socket.once('connect', () => {
      socket.destroy();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}

/**
 * Starts the portal and waits until it answers and the example catalog is in.
 *
 * @param options - `port`, `data` (folder of the databases), `app` (workspace of the frontend), `log` (file), `env`
 * @returns `{ url, child, stop() }`; throws an Error with the end of the log when it does not come up
 */
export async function startPortal(options) {
  const { port, data, app = 'app', log, env = {} } = options;
  mkdirSync(dirname(log), { recursive: true });
  const out = openSync(log, 'w');
  const child = spawn(
    process.execPath,
    ['--enable-source-maps', '--require', transform(), 'src/index.ts'],
    {
      cwd: backend,
      stdio: ['ignore', out, out],
      env: {
        NODE_ENV: 'development',
        NODE_OPTIONS: '--disable-warning=DEP0040',
        ...process.env,
        PORTAL_PORT: String(port),
        PORTAL_DATA: data,
        APP_CONFIG_app_packageName: JSON.stringify(app),
        ...env,
      },
    },
  );
  closeSync(out);
  const exited = new Promise(resolve => {
    child.once('exit', resolve);
    child.once('error', resolve);
  });
  const url = `http://localhost:${port}`;
  await ready({ port, child, log });

  return {
    url,
    child,
    exited,
    /** Asks it to stop and waits; after 15 s it is killed. */
    async stop() {
      child.kill('SIGTERM');
      const killer = setTimeout(() => child.kill('SIGKILL'), 15_000);
      await exited;
      clearTimeout(killer);
    },
  };
}

/** What lets Node run the workspaces' TypeScript as it is. */
function transform() {
  return createRequire(join(backend, 'package.json')).resolve(
    '@backstage/cli-node/config/nodeTransform.cjs',
  );
}

/** Sends the example evidence to a running portal; what is there already is not sent again. */
export async function seedPortal(url) {
  return call(process.execPath, ['--require', transform(), 'src/index.ts'], {
    cwd: join(root, 'examples'),
    env: { ...process.env, OPERATIONS_URL: url },
  });
}

async function ready({ port, child, log }) {
  const base = `http://127.0.0.1:${port}`;
  const deadline = Date.now() + 300_000;
  for (;;) {
    if (child.exitCode !== null || child.signalCode !== null) {
      throw new Error(
        `The portal stopped while starting. The end of ${log}:\n${tail(log)}`,
      );
    }
    if (Date.now() > deadline) {
      child.kill('SIGTERM');
      throw new Error(
        `The portal did not get ready in five minutes. The end of ${log}:\n${tail(
          log,
        )}`,
      );
    }
    if (await answers(base)) return;
    await sleep(200);
  }
}

async function answers(base) {
  try {
    if (!(await fetch(`${base}/.backstage/health/v1/readiness`)).ok)
      return false;
    const { token } = await signIn(base, 'user:default/guest');
    const found = await fetch(
      `${base}/api/catalog/entities/by-name/${lastExample}`,
      {
        headers: { authorization: `Bearer ${token}` },
      },
    );
    return found.ok;
  } catch {
    return false;
  }
}

/** An ordinary token of an example person; of the guest while the people are not in the catalog yet. */
export async function signIn(base, userRef) {
  const provider = userRef === 'user:default/guest' ? 'guest' : 'demo';
  const answer = await fetch(`${base}/api/auth/${provider}/refresh`, {
    method: 'POST',
    headers: { 'x-demo-user': userRef },
  });
  if (!answer.ok)
    throw new Error(`Signing in as ${userRef} gave ${answer.status}`);
  return { token: (await answer.json()).backstageIdentity.token };
}

function tail(file) {
  return readFileSync(file, 'utf8').trimEnd().split('\n').slice(-25).join('\n');
}
