// `make test`: unit tests of all packages on SQLite and PostgreSQL, then the browser journeys.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from './buildApp.mjs';
import { install } from './install.mjs';
import { call, fail, root, say, secondsSince } from './lib.mjs';
import { startPostgres } from './startPostgres.mjs';

const wanted = process.argv.slice(2);
const wants = part => wanted.length === 0 || wanted.includes(part);
const results = join(root, '.data/test');
const start = Date.now();
await install();
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

const tallies = [];
if (wants('unit')) tallies.push(await unit());
if (wants('e2e')) tallies.push(await e2e());

for (const tally of tallies) {
  say(
    `${tally.name}: ${tally.passed} passed, ${tally.failed} failed, ${tally.skipped} skipped`,
  );
}
const sum = key => tallies.reduce((total, tally) => total + tally[key], 0);
say(`Took ${secondsSince(start)}`);
process.stdout.write(`${sum('passed')} passed, ${sum('failed')} failed\n`);
process.exitCode = tallies.every(tally => tally.ok) ? 0 : 1;

async function unit() {
  say('Starting a PostgreSQL for the tests');
  // One for all test files; without it each would start its own. Every test has a database in it, whose idle connections
  // stay open for seconds; the more cores, the more at once.
  const flags = ['-c', 'fsync=off', '-c', 'max_connections=1000'];
  const postgres = await startPostgres(...flags).catch(error =>
    fail(error.message),
  );
  say('Running the unit tests on SQLite and PostgreSQL');
  const report = join(results, 'unit.json');
  const coverage = wanted.includes('coverage')
    ? ['--coverage', '--coverageReporters=json-summary']
    : [];
  const code = await call(
    'yarn',
    [
      'backstage-cli',
      'repo',
      'test',
      '--watchAll=false',
      '--json',
      `--outputFile=${report}`,
      ...coverage,
    ],
    {
      env: {
        ...process.env,
        BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres.address,
      },
    },
  );
  await postgres.stop();
  const seen = JSON.parse(readFileSync(report, 'utf8'));
  return {
    name: 'Unit tests',
    ok: code === 0,
    passed: seen.numPassedTests,
    failed: seen.numFailedTests + seen.numRuntimeErrorTestSuites,
    skipped: seen.numPendingTests + seen.numTodoTests,
  };
}

async function e2e() {
  await buildApp('app');
  await buildApp('app-legacy');
  say('Running the browser journeys');
  const report = join(results, 'e2e.tap');
  const code = await call('yarn', ['e2e', report], { cwd: join(root, 'e2e') });
  const tap = readFileSync(report, 'utf8');
  const counted = word =>
    [...tap.matchAll(new RegExp(`^# ${word} (\\d+)$`, 'gm'))].reduce(
      (total, [, count]) => total + Number(count),
      0,
    );
  return {
    name: 'Browser journeys',
    ok: code === 0,
    passed: counted('pass'),
    failed: counted('fail') + counted('cancelled'),
    skipped: counted('skipped'),
  };
}
