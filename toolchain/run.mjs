// `make run`: packages, frontend, backend, example data; then waits for Ctrl-C.
import { join } from 'node:path';
import { buildApp } from './buildApp.mjs';
import { install } from './install.mjs';
import { fail, root, say, secondsSince } from './lib.mjs';
import { portTaken, seedPortal, startPortal } from './portal.mjs';

const port = Number(process.env.PORTAL_PORT ?? 7007);
if (await portTaken(port)) {
  fail(
    `Port ${port} is taken by another program, perhaps a portal that is still running. Stop it, or choose another port: PORTAL_PORT=7008 make run`,
  );
}
await install();
await buildApp('app');

const start = Date.now();
say('Starting the portal');
const log = join(root, '.data/portal.log');
let portal;
try {
  portal = await startPortal({ port, data: join(root, '.data/db'), log });
} catch (error) {
  fail(error.message);
}
say(`Portal ready in ${secondsSince(start)}; its log is .data/portal.log`);

const topUpEvery = 10 * 60_000;
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
  process.on(signal, async () => {
    if (stopping) return;
    stopping = true;
    say('Stopping the portal');
    await portal.stop();
    process.exit(0);
  });
}
if ((await seedPortal(portal.url)) !== 0) {
  say('The portal runs, but without all of its example evidence');
}
say(`Open ${portal.url} · Ctrl-C stops it`);
// The example's hourly backups go on while the portal runs.
const topUp = setInterval(() => seedPortal(portal.url), topUpEvery);
topUp.unref();
await portal.exited;
if (!stopping) fail('The portal stopped by itself; .data/portal.log says why.');
