// Installs the packages, unless nothing changed since the last time.
import { pathToFileURL } from 'node:url';
import {
  call,
  fail,
  manifests,
  say,
  secondsSince,
  whenChanged,
} from './lib.mjs';

/** Makes node_modules match the lock file. */
export async function install() {
  const start = Date.now();
  const changed = await whenChanged(
    'node_modules/.operations-install',
    manifests(),
    async () => {
      say('Installing packages (about two minutes the first time)');
      if ((await call('yarn', ['install', '--immutable'])) !== 0) {
        fail(
          'Installing packages failed; the lines above say why. Check the network and try again: what was fetched is kept.',
        );
      }
    },
  );
  if (changed) say(`Packages installed in ${secondsSince(start)}`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await install();
