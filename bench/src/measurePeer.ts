import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { hammer } from './measure';
import { Report } from './Report';
import { Server, startServer } from './startServer';
import { token } from './token';

const scenario = 'peer';

/** Milliseconds after which an answer is no longer waited for. */
const PATIENCE = 120_000;

/** Installs the peer, from the registry that npm is set up with; what an earlier run installed is used again. */
function install(directory: string): string | undefined {
  mkdirSync(directory, { recursive: true });
  cpSync(path.resolve('peer'), directory, { recursive: true });
  const { status, stderr } = spawnSync(
    'npm',
    ['install', '--ignore-scripts', '--no-audit', '--no-fund'],
    { cwd: directory, encoding: 'utf8', timeout: 300_000 },
  );
  return status === 0 ? undefined : stderr.trim().split('\n').pop();
}

async function factsThere(db: Client, count: number): Promise<void> {
  for (let turn = 0; turn < 600; turn++) {
    const { rows } = await db.query<{ count: string }>(
      'select count(*) from facts',
    );
    if (Number(rows[0].count) >= count) return;
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('the peer has written no facts');
}

async function read(
  server: Server,
  options: { entities: number; seconds: number; report: Report },
): Promise<void> {
  const { seconds, report } = options;
  const { url } = server;
  const checks = `${url}/api/tech-insights/checks/run`;
  const one = `${checks}/default/component/service-0`;
  const headers = {
    authorization: `Bearer ${token}`,
    'content-type': 'application/json',
  };
  const post = { method: 'POST' as const, body: '{}' };
  const first = await fetch(one, { headers, ...post });
  const results = (await first.json()) as unknown[];
  if (!first.ok || results.length !== 16) {
    throw new Error(`the peer answered ${first.status} with other checks`);
  }
  const floor = `${url}/api/floor/row/component:default%2Fservice-0`;
  const from = new Date(Date.now() - 90 * 86_400_000).toISOString();
  const range = new URLSearchParams({
    entity: 'component:default/service-0',
    'ids[]': 'benchRetriever',
    startDatetime: from,
    endDatetime: new Date().toISOString(),
  });
  const history = `${url}/api/tech-insights/facts/range?${range}`;
  await hammer(one, token, 10, 1, post);
  for (const connections of [1, 10]) {
    for (const [name, address, body] of [
      ['floor', floor, undefined],
      ['checks of one entity', one, post],
      ['history of 90 days', history, undefined],
    ] as const) {
      const before = server.cpuSeconds();
      const got = await hammer(address, token, connections, seconds, body);
      const cpu = (server.cpuSeconds() - before) / (got.perSecond * seconds);
      report.add(
        scenario,
        `${name}, ${connections} in flight`,
        `${Math.round(got.perSecond)} req/s, p50 ${got.p50} ms, p97.5 ${
          got.p95
        } ms, p99 ${got.p99} ms, ${(cpu * 1000).toFixed(
          2,
        )} ms of processor time, ${(got.bytes / 1024).toFixed(1)} kB${
          got.errors ? `, ${got.errors} ERRORS` : ''
        }`,
      );
    }
  }
  await readAll(checks, headers, report);
}

async function readAll(
  url: string,
  headers: Record<string, string>,
  report: Report,
): Promise<void> {
  const start = performance.now();
  const seconds = () => ((performance.now() - start) / 1000).toFixed(1);
  try {
    const all = await fetch(url, {
      headers,
      method: 'POST',
      body: JSON.stringify({ entities: [] }),
      signal: AbortSignal.timeout(PATIENCE),
    });
    const megabytes = (await all.arrayBuffer()).byteLength / 1e6;
    report.add(
      scenario,
      'checks of all entities',
      `${seconds()} s, ${megabytes.toFixed(1)} MB, HTTP ${all.status}`,
    );
  } catch (error) {
    const { name } = error as Error;
    report.add(
      scenario,
      'checks of all entities',
      `no answer after ${seconds()} s (${name})`,
    );
  }
}

/** The same work by Tech Insights with its JSON rules, on the same machine and PostgreSQL. */
export async function measurePeer(options: {
  postgres: URL;
  entities: number;
  seconds: number;
  report: Report;
}): Promise<void> {
  const { postgres, entities, report } = options;
  // Outside the repository, whose tools would take its packages for ours.
  const directory = path.join(tmpdir(), 'operations-bench-peer');
  const problem = install(directory);
  if (problem !== undefined) {
    report.add(scenario, 'not measured', `it can't be installed: ${problem}`);
    return;
  }
  const server = await startServer({
    name: 'peer',
    directory,
    args: ['server.cjs', '--config', 'app-config.peer.yaml'],
    env: { BENCH_PG_PORT: postgres.port, BENCH_ENTITIES: String(entities) },
  });
  const db = new Client({
    connectionString: new URL(
      '/backstage_plugin_tech-insights',
      postgres,
    ).toString(),
  });
  await db.connect();
  try {
    report.add(
      scenario,
      'start',
      `${server.startSeconds.toFixed(1)} s, ${Math.round(server.memory())} MB`,
    );
    await factsThere(db, entities + 89);
    await db.query('analyze');
    await read(server, options);
  } finally {
    await db.end();
    await server.stop();
  }
}
