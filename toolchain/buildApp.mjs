// Builds a frontend, unless its sources are the ones it was last built from.
import { join } from 'node:path';
import { call, fail, root, say, secondsSince, whenChanged } from './lib.mjs';

const shared = [
  'yarn.lock',
  'plugins/operations/src',
  'plugins/operations/package.json',
  'plugins/operations-common/src',
];

/** Bundles `packages/<name>` into its dist folder, from where the backend serves it. */
export async function buildApp(name) {
  const folder = `packages/${name}`;
  const start = Date.now();
  const sources = [
    `${folder}/src`,
    `${folder}/public`,
    `${folder}/config.d.ts`,
    `${folder}/package.json`,
    ...shared,
  ];
  const changed = await whenChanged(
    `${folder}/dist/.operations-build`,
    sources,
    async () => {
      say(`Building ${folder} (about half a minute)`);
      const code = await call('yarn', ['backstage-cli', 'package', 'build'], {
        cwd: join(root, folder),
        stdio: ['ignore', 'ignore', 'inherit'],
      });
      if (code !== 0)
        fail(`Building ${folder} failed; the lines above say why.`);
    },
  );
  if (changed) say(`${folder} built in ${secondsSince(start)}`);
}
