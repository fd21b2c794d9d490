// `make dev`: frontend with hot reload on port 3000, backend on 7007 restarted on change.
import { install } from './install.mjs';
import { call, fail, say } from './lib.mjs';
import { portTaken } from './portal.mjs';

for (const port of [3000, 7007]) {
  if (await portTaken(port))
    fail(
      `Port ${port} is taken by another program; the development loop needs 3000 and 7007.`,
    );
}
await install();
say('Starting frontend and backend; open http://localhost:3000');
process.exitCode = await call('yarn', [
  'start',
  '--config',
  'app-config.yaml',
  '--config',
  'app-config.dev.yaml',
]);
