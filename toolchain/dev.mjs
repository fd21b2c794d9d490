// `make dev`: frontend with hot reload on port 3000, backend on 7007 restarted on change.
import { join } from 'node:path';
import { install } from './install.mjs';
import { call, fail, root, say } from './lib.mjs';
import { portTaken } from './portal.mjs';

for (const port of [3000, 7007]) {
  if (await portTaken(port))
    fail(
      `Port ${port} is taken by another program; the development loop needs 3000 and 7007.`,
    );
}
await install();
say('Starting frontend and backend; open http://localhost:3000');
// Relative ones would be looked for below packages/app and packages/backend.
const configs = ['app-config.yaml', 'app-config.dev.yaml'];
process.exitCode = await call('yarn', [
  'start',
  ...configs.flatMap(name => ['--config', join(root, name)]),
]);
