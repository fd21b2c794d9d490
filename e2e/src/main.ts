import { createWriteStream, mkdtempSync, rmSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { run } from 'node:test';
import { spec as SpecReporter, tap } from 'node:test/reporters';
import { portTaken, seedPortal, startPortal } from '../../toolchain/portal.mjs';

const port = Number(process.env.E2E_PORT ?? 7107);

/** Runs the toolchain's tests, then the journeys through each frontend; shown as they go and counted in a TAP file. */
async function main(report: string) {
  if (await portTaken(port)) {
    throw new Error(`Port ${port} is taken; set E2E_PORT to one that is free`);
  }
  const data = mkdtempSync(join(tmpdir(), 'operations-e2e-'));
  const toolchain = join(__dirname, '../../toolchain');
  try {
    await runAll(report, [
      ...(await filesIn(toolchain, '.test.mjs')),
      ...(await filesIn(join(__dirname, 'alone'), '.e2e.ts')),
    ]);
    for (const [app, folder] of [
      ['app', 'new-system'],
      ['app-legacy', 'old-system'],
    ] as const) {
      const log = join(data, `${app}.log`);
      const portal = await startPortal({
        port,
        app,
        data: join(data, 'db'),
        log,
      });
      try {
        if ((await seedPortal(portal.url)) !== 0) process.exitCode = 1;
        process.env.E2E_URL = portal.url;
        await runAll(report, await filesIn(join(__dirname, folder), '.e2e.ts'));
      } finally {
        await portal.stop();
      }
    }
  } finally {
    rmSync(data, { recursive: true, force: true });
  }
}

async function runAll(report: string, files: string[]) {
  const stream = run({ files, concurrency: 1 });
  stream.on('test:fail', () => {
    process.exitCode = 1;
  });
  const file = createWriteStream(report, { flags: 'a' });
  stream.compose(new SpecReporter()).pipe(process.stdout, { end: false });
  stream.compose(tap).pipe(file);
  await finished(file);
}

async function filesIn(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter(name => name.endsWith(ending))
    .sort()
    .map(name => join(folder, name));
}

main(process.argv[2]).catch(error => {
  process.stderr.write(`✗ ${error.message}\n`);
  process.exitCode = 1;
});
