import { createWriteStream } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { run } from 'node:test';
import { spec, tap } from 'node:test/reporters';

/** Runs the toolchain's tests and all journeys one after the other: shown as they go, and counted in a TAP file. */
async function main(report: string) {
  const toolchain = join(__dirname, '../../toolchain');
  const files = [
    ...(await filesIn(toolchain, '.test.mjs')),
    ...(await filesIn(__dirname, '.e2e.ts')),
  ];
  const stream = run({ files, concurrency: 1 });
  stream.on('test:fail', () => {
    process.exitCode = 1;
  });
  stream.compose(new spec()).pipe(process.stdout);
  stream.compose(tap).pipe(createWriteStream(report));
}

async function filesIn(folder: string, ending: string): Promise<string[]> {
  const names = await readdir(folder);
  return names
    .filter(name => name.endsWith(ending))
    .sort()
    .map(name => join(folder, name));
}

main(process.argv[2]);
