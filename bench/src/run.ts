import path from 'node:path';
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { Client } from 'pg';
import { daysBehind, measureDays } from './measureDays';
import { measureFleet } from './measureFleet';
import { measureIngest } from './measureIngest';
import { measurePeer } from './measurePeer';
import { measureReads } from './measureReads';
import { measureScan } from './measureScan';
import { measureStart } from './measureStart';
import { startPostgres } from './postgres';
import { Report } from './Report';
import { Server, startServer } from './startServer';

const entities = Number(process.env.BENCH_ENTITIES ?? 10_000);
const seconds = Number(process.env.BENCH_SECONDS ?? 3);
/** Entities under the two scorecards that ship, which cost more to fill than they tell beyond the first thousand. */
const shipped = Math.min(entities, 1_000);
/** Entities of the largest fleet. */
const large = Number(process.env.BENCH_LARGE ?? 100_000);
const only = process.env.BENCH_ONLY?.split(',');
const report = new Report();

const transformed = [
  '--import',
  '@backstage/cli/config/nodeTransform.cjs',
  path.resolve('src/server.ts'),
];

const base = 'app-config.bench.yaml';
const sixteen = [base, 'app-config.sixteen.yaml'];

function start(
  name: string,
  postgres: URL,
  options: {
    configs: string[];
    args?: string[];
    env: Record<string, string>;
    directory?: string;
  },
): Promise<Server> {
  const { configs, args = transformed, env, directory = '.' } = options;
  return startServer({
    name,
    directory: path.resolve(directory),
    args: [
      ...(process.env.BENCH_PROFILE
        ? ['--cpu-prof', '--cpu-prof-dir=results']
        : []),
      ...args,
      ...configs.flatMap(config => ['--config', path.resolve(config)]),
    ],
    env: { BENCH_PG_PORT: postgres.port, ...env },
  });
}

/** A backend of ours on a database of its own, for some work. */
async function withOurs<T>(
  name: string,
  options: { configs: string[]; env: Record<string, string> },
  work: (server: Server, db: Client) => Promise<T>,
): Promise<T> {
  const postgres = await startPostgres();
  try {
    const server = await start(name, postgres.url, options);
    const db = new Client({
      connectionString: new URL(
        '/backstage_plugin_operations',
        postgres.url,
      ).toString(),
    });
    try {
      await db.connect();
      return await work(server, db);
    } finally {
      await db.end();
      await server.stop();
    }
  } finally {
    await postgres.stop();
  }
}

/** Ingest and reads under some scorecards. */
function measureOurs(
  scenario: string,
  count: number,
  configs: string[],
): Promise<void> {
  const env = { BENCH_ENTITIES: String(count) };
  return withOurs(scenario, { configs, env }, async (server, db) => {
    await measureIngest(server, db, { scenario, entities: count, report });
    await measureReads(server, { scenario, seconds, report });
    if (scenario === 'shipped') await measureScan(server.url, report);
  });
}

/** One entity among a thousand and among very many. */
async function measureLarge(): Promise<void> {
  const scenario = 'large';
  const shares: number[] = [];
  for (const count of [1_000, large]) {
    const env = { BENCH_ENTITIES: String(count) };
    const measure = (server: Server, db: Client) =>
      measureFleet(server, db, { scenario, entities: count, seconds, report });
    shares.push(await withOurs(scenario, { configs: sixteen, env }, measure));
  }
  report.add(
    scenario,
    'one entity of 1,000, compared with one of many',
    `${(shares[0] / shares[1]).toFixed(2)} times as fast`,
  );
}

function measureHistory(): Promise<void> {
  const count = Math.min(200, large);
  const env = {
    BENCH_ENTITIES: String(count),
    BENCH_CLOCK: String(-daysBehind),
  };
  return withOurs('days', { configs: sixteen, env }, (server, db) =>
    measureDays(server, db, { entities: count, seconds, report }),
  );
}

async function measureColdStart(): Promise<void> {
  const postgres = await startPostgres();
  const empty = mkdtempSync(path.join(tmpdir(), 'operations-bench-'));
  writeFileSync(path.join(empty, 'package.json'), '{"name":"start"}');
  const plain = ['--require', path.resolve('start/built.cjs')];
  try {
    await measureStart(
      part =>
        start('start', postgres.url, {
          configs: [base],
          args: [...plain, path.resolve('start/server.cjs')],
          env: { BENCH_START: part },
          // A package.json without dependencies: no schema of the configuration is put together, which would hide the difference.
          directory: empty,
        }),
      report,
    );
  } finally {
    await postgres.stop();
  }
}

async function measureTheirs(): Promise<void> {
  const postgres = await startPostgres();
  try {
    await measurePeer({ postgres: postgres.url, entities, seconds, report });
  } finally {
    await postgres.stop();
  }
}

async function main() {
  mkdirSync(path.resolve('results'), { recursive: true });
  const wanted = (name: string) => only?.includes(name) ?? true;
  const scenarios: Record<string, () => Promise<void>> = {
    start: measureColdStart,
    sixteen: () => measureOurs('sixteen', entities, sixteen),
    peer: measureTheirs,
    days: measureHistory,
    shipped: () => measureOurs('shipped', shipped, [base]),
    large: measureLarge,
  };
  for (const [name, measure] of Object.entries(scenarios)) {
    if (wanted(name)) await measure();
  }
  process.stdout.write(`\nwritten to ${report.write(new Date())}\n`);
}

main().catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
