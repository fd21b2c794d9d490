import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { JsonApi } from '@backstage-operations/plugin-operations-node';
import { ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { MonitoringCollector } from './MonitoringCollector';
import { loki } from './tools/loki';

jest.setTimeout(180_000);

/** The program of Grafana Labs; Debian's package of that name is another one. */
const binary = process.env.OPERATIONS_LOKI ?? 'loki';
const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
const installed = /^loki, version /.test(stdout ?? '');

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}

/** One process with everything in a folder, and tenants kept apart. */
const configuration = (folder: string, http: number, grpc: number) => `
auth_enabled: true
server:
  http_listen_address: 127.0.0.1
  http_listen_port: ${http}
  grpc_listen_address: 127.0.0.1
  grpc_listen_port: ${grpc}
common:
  instance_addr: 127.0.0.1
  path_prefix: ${folder}
  replication_factor: 1
  ring: { instance_addr: 127.0.0.1, kvstore: { store: inmemory } }
  storage:
    filesystem:
      chunks_directory: ${folder}/chunks
      rules_directory: ${folder}/rules
schema_config:
  configs:
    - from: 2020-01-01
      store: tsdb
      object_store: filesystem
      schema: v12
      index: { prefix: index_, period: 24h }
analytics: { reporting_enabled: false }
`;

(installed ? describe : describe.skip)('a real Loki', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'loki-'));
  let server: ChildProcess;
  let url: string;

  beforeAll(async () => {
    const port = await freePort();
    url = `http://127.0.0.1:${port}`;
    const file = path.join(folder, 'loki.yaml');
    writeFileSync(file, configuration(folder, port, await freePort()));
    server = spawn(binary, [`-config.file=${file}`], { stdio: 'ignore' });
    const isReady = async () =>
      (await fetch(`${url}/ready`).catch(() => undefined))?.ok ?? false;
    while (!(await isReady())) {
      if (server.exitCode !== null) throw new Error('Loki ended at its start');
      await new Promise(resolve => setTimeout(resolve, 500));
    }
  });

  afterAll(async () => {
    const ended = once(server, 'exit');
    server.kill();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  async function log(
    tenant: string,
    stream: Record<string, string>,
    at: number,
  ) {
    const answer = await fetch(`${url}/loki/api/v1/push`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'x-scope-orgid': tenant },
      body: JSON.stringify({
        streams: [{ stream, values: [[`${at}000000`, 'an order was taken']] }],
      }),
    });
    expect(answer.status).toBe(204);
  }

  function ask(selector: string, tenant?: string, now = Date.now()) {
    const settings = {
      url,
      target: 0.999,
      tenant,
      link: 'https://explore.example.com/?q={value}',
    };
    const entity: EntityProfile = {
      entityRef: 'component:default/shop',
      uid: 'u',
      kind: 'component',
      namespace: 'default',
      name: 'shop',
      annotations: { [loki.annotation]: selector },
      labels: {},
      tags: [],
      relations: [],
      links: [],
    };
    return MonitoringCollector.create({
      tool: loki,
      settings,
      api: JsonApi.create({ name: 'Loki', headers: loki.headers(settings) }),
      every: { minutes: 5 },
    }).collect({
      entity,
      cursor: undefined,
      now,
      signal: AbortSignal.timeout(20_000),
      readFile: async () => new Uint8Array(),
    });
  }

  const found = async (...question: Parameters<typeof ask>) => {
    const { items, warnings } = await ask(...question);
    expect(warnings ?? []).toEqual([]);
    expect(items).toHaveLength(1);
    return items[0].payload;
  };

  it('finds the lines of the last day, of the tenant that is asked', async () => {
    await log('shop', { app: 'orders', env: 'prod' }, Date.now());
    const selector = '{app="orders", env="prod"}';
    expect(await found(selector, 'shop')).toMatchObject({ reachable: true });
    expect(await found(selector, 'other')).toMatchObject({ reachable: false });
    expect(await found('{app="orders", env="test"}', 'shop')).toMatchObject({
      reachable: false,
    });
    expect(await found(`${selector} |= "was taken"`, 'shop')).toMatchObject({
      reachable: true,
    });
  });

  it('does not count lines that are older than a day', async () => {
    const now = Date.now();
    await log('shop', { app: 'old' }, now);
    const later = now + 25 * 60 * 60 * 1000;
    expect(await found('{app="old"}', 'shop')).toMatchObject({
      reachable: true,
    });
    expect(await found('{app="old"}', 'shop', later)).toMatchObject({
      reachable: false,
    });
  });

  it('says nothing of the entity where Loki refuses to answer', async () => {
    await expect(ask('{app="orders"}')).rejects.toThrow(/answered 401/);
    await expect(ask('{app=orders}', 'shop')).rejects.toThrow(/answered 400/);
    await expect(ask('{app=~".*"}', 'shop')).rejects.toThrow(/answered 400/);
  });
});
