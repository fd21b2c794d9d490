import path from 'node:path';
import { mkdirSync } from 'node:fs';
import { Client } from 'pg';
import { measureIngest } from './measureIngest';
import { measurePeer } from './measurePeer';
import { measureReads } from './measureReads';
import { measureScan } from './measureScan';
import { startPostgres } from './postgres';
import { Report } from './Report';
import { startServer } from './startServer';

const entities = Number(process.env.BENCH_ENTITIES ?? 10_000);
const seconds = Number(process.env.BENCH_SECONDS ?? 3);
/** Entities under the two scorecards that ship, which cost more to fill than they tell beyond the first thousand. */
const shipped = Math.min(entities, 1_000);
const only = process.env.BENCH_ONLY?.split(',');
const report = new Report();

/** Everything about our backend under some scorecards. */
async function measureOurs(
  scenario: string,
  count: number,
  configs: string[],
): Promise<void> {
  const postgres = await startPostgres();
  try {
    const server = await startServer({
      name: scenario,
      directory: path.resolve('.'),
      args: [
        ...(process.env.BENCH_PROFILE
          ? ['--cpu-prof', '--cpu-prof-dir=results']
          : []),
        '--import',
        '@backstage/cli/config/nodeTransform.cjs',
        path.resolve('src/server.ts'),
        ...configs.flatMap(config => ['--config', path.resolve(config)]),
      ],
      env: {
        BENCH_PG_PORT: postgres.url.port,
        BENCH_ENTITIES: String(count),
      },
    });
    const db = new Client({
      connectionString: new URL(
        '/backstage_plugin_operations',
        postgres.url,
      ).toString(),
    });
    try {
      await db.connect();
      report.add(
        scenario,
        'start, with its sources transformed',
        `${server.startSeconds.toFixed(1)} s, ${Math.round(
          server.memory(),
        )} MB`,
      );
      await measureIngest(server, db, { scenario, entities: count, report });
      await measureReads(server, { scenario, seconds, report });
      if (scenario === 'shipped') await measureScan(server.url, report);
    } finally {
      await db.end();
      await server.stop();
    }
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
  const base = 'app-config.bench.yaml';
  if (wanted('sixteen')) {
    await measureOurs('sixteen', entities, [base, 'app-config.sixteen.yaml']);
  }
  if (wanted('peer')) await measureTheirs();
  if (wanted('shipped')) await measureOurs('shipped', shipped, [base]);
  process.stdout.write(`\nwritten to ${report.write(new Date())}\n`);
}

main().catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
