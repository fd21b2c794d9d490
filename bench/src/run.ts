import { spawn } from 'node:child_process';
import { mkdirSync, openSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { bigScan } from './bigScan';
import { evidenceOf } from './evidence';
import { hammer, whole } from './measure';
import { startPostgres } from './postgres';

const entities = Number(process.env.BENCH_ENTITIES ?? 10_000);
const seconds = Number(process.env.BENCH_SECONDS ?? 5);
const token = 'bench-token-0123456789';
const card = 'phase-08-operations';
const say = (text: string) => process.stdout.write(`${text}\n`);

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      const port = typeof address === 'object' && address ? address.port : 0;
      server.close(() => resolve(port));
    });
  });
}

async function ready(url: string): Promise<void> {
  for (let turn = 0; turn < 240; turn++) {
    const answer = await fetch(`${url}/.backstage/health/v1/readiness`).catch(
      () => undefined,
    );
    if (answer?.ok) return;
    await new Promise(resolve => setTimeout(resolve, 500));
  }
  throw new Error('the backend did not start; see bench/results/server.log');
}

async function post(url: string, items: object[]): Promise<void> {
  const response = await fetch(`${url}/api/operations/v1/evidence`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${token}`,
      'content-type': 'application/json',
    },
    body: JSON.stringify({ items }),
  });
  const text = await response.text();
  if (!response.ok)
    throw new Error(`push answered ${response.status}: ${text.slice(0, 500)}`);
  const { rejected } = JSON.parse(text) as {
    rejected: { field: string; message: string }[];
  };
  if (rejected.length > 0)
    throw new Error(`refused: ${rejected[0].field}: ${rejected[0].message}`);
}

/** Pushes the evidence of all entities in batches of 1,000; returns records per second. */
async function ingest(
  url: string,
): Promise<{ perSecond: number; count: number }> {
  const now = Date.now();
  let batch: object[] = [];
  let count = 0;
  const start = performance.now();
  for (let index = 0; index < entities; index++) {
    batch.push(...evidenceOf(`component:default/service-${index}`, now));
    const last = index === entities - 1;
    while (batch.length >= 1000 || (last && batch.length > 0)) {
      const part = batch.slice(0, 1000);
      batch = batch.slice(1000);
      await post(url, part);
      count += part.length;
    }
    if (index % 1000 === 999)
      say(`  pushed for ${index + 1} of ${entities} entities`);
  }
  return { count, perSecond: count / ((performance.now() - start) / 1000) };
}

async function main() {
  say(`PostgreSQL and a backend with ${entities} entities …`);
  const port = await freePort();
  const postgres = await startPostgres();
  const results = path.resolve('results');
  mkdirSync(results, { recursive: true });
  const log = openSync(path.join(results, 'server.log'), 'w');
  const started = performance.now();
  const server = spawn(
    process.execPath,
    [
      '--import',
      '@backstage/cli/config/nodeTransform.cjs',
      path.resolve('src/server.ts'),
      '--config',
      path.resolve('app-config.bench.yaml'),
    ],
    {
      stdio: ['ignore', log, log],
      env: {
        ...process.env,
        BENCH_PORT: String(port),
        BENCH_PG_PORT: postgres.url.port,
        NODE_ENV: 'production',
      },
    },
  );
  const url = `http://127.0.0.1:${port}`;
  try {
    await ready(url);
    say(
      `backend ready after ${((performance.now() - started) / 1000).toFixed(
        1,
      )} s`,
    );
    const pushed = await ingest(url);
    say(
      `ingest: ${Math.round(
        pushed.perSecond,
      )} records/s evaluated and durable (${
        pushed.count
      } records in batches of 1,000)`,
    );

    const report = bigScan(60_000);
    for (const name of ['first import', 'second import']) {
      const start = performance.now();
      const response = await fetch(
        `${url}/api/operations/v1/imports/trivy?entityRef=component:default/service-1`,
        {
          method: 'POST',
          headers: {
            authorization: `Bearer ${token}`,
            'content-type': 'application/json',
          },
          body: report,
        },
      );
      const answer = (await response.text()).slice(0, 120);
      const took = ((performance.now() - start) / 1000).toFixed(1);
      const size = (report.length / 2 ** 20).toFixed(1);
      say(
        `scan of 60,000 findings, ${size} MiB, ${name}: ${took} s (${answer})`,
      );
    }

    const entity = `${url}/api/operations/v1/entities/component/default/service-0`;
    const addresses: [string, string][] = [
      [
        'floor: one row by primary key',
        `${url}/api/floor/row/component:default%2Fservice-0`,
      ],
      ['scorecard of one entity', `${entity}/scorecards/${card}`],
      ['gate', `${entity}/scorecards/${card}/gate`],
      ['overview (whole tab)', `${entity}/overview`],
      ['history, 90 days', `${entity}/scorecards/${card}/history`],
      [
        'fleet, first page',
        `${url}/api/operations/v1/fleet/scorecards/${card}/results?limit=50`,
      ],
      [
        'fleet summary by owner',
        `${url}/api/operations/v1/fleet/scorecards/${card}/summary?groupBy=owner`,
      ],
    ];
    for (const connections of [1, 10]) {
      say(`\n${connections} in flight`);
      let floor = 0;
      for (const [name, address] of addresses) {
        const got = await hammer(address, token, connections, seconds);
        floor ||= got.perSecond;
        const ratio = ((100 * got.perSecond) / floor).toFixed(0);
        say(
          `  ${name.padEnd(32)} ${got.perSecond
            .toFixed(0)
            .padStart(6)} req/s  ${ratio.padStart(4)} % of the floor  p50 ${
            got.p50
          } ms  p97.5 ${got.p95} ms  p99 ${got.p99} ms  ${(
            got.bytes / 1024
          ).toFixed(1)} kB${got.errors ? `  ${got.errors} ERRORS` : ''}`,
        );
      }
    }
    const overview = await (
      await fetch(`${entity}/overview`, {
        headers: { authorization: `Bearer ${token}` },
      })
    ).text();
    say(
      `\noverview gzipped: ${(gzipSync(overview).length / 1024).toFixed(1)} kB`,
    );
    const fleet = `${url}/api/operations/v1/fleet/scorecards/${card}/results`;
    const all = await whole(fleet, token, 'application/x-ndjson');
    say(
      `all results as NDJSON: ${all.seconds.toFixed(2)} s, first byte ${(
        all.first * 1000
      ).toFixed(0)} ms, ${(all.bytes / 1e6).toFixed(1)} MB`,
    );
    const [beside] = await Promise.all([
      hammer(`${entity}/scorecards/${card}`, token, 1, 3),
      whole(fleet, token, 'application/x-ndjson'),
    ]);
    say(
      `scorecard of one entity while that runs: p50 ${beside.p50} ms, p99 ${beside.p99} ms`,
    );
  } finally {
    server.kill();
    await postgres.stop();
  }
}

main().catch(error => {
  process.stderr.write(
    `${error instanceof Error ? error.stack : String(error)}\n`,
  );
  process.exitCode = 1;
});
