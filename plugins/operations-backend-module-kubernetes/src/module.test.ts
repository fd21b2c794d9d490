import {
  Collector,
  operationsCollectorsExtensionPoint,
} from '@backstage-operations/plugin-operations-node';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { operationsModuleKubernetes } from './module';

const now = Date.UTC(2026, 2, 10, 12);

const backup = (number: number) => ({
  metadata: { name: `nightly-${number}`, uid: `u-${number}` },
  spec: { includedNamespaces: ['shop'] },
  status: {
    phase: 'Completed',
    startTimestamp: '2026-03-10T01:00:00Z',
    completionTimestamp: '2026-03-10T01:05:00Z',
  },
});

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

/** An API server with backups, 500 a page, and nothing else of Velero's. */
async function aCluster(backups: readonly object[], token = 'key') {
  const asked: URL[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    asked.push(url);
    const allowed = request.headers.authorization === `Bearer ${token}`;
    response.writeHead(allowed ? 200 : 403, {
      'content-type': 'application/json',
    });
    const from = Number(url.searchParams.get('continue') ?? 0);
    const all = url.pathname.endsWith('/backups') ? backups : [];
    const more = from + 500 < all.length;
    response.end(
      JSON.stringify(
        allowed
          ? {
              apiVersion: 'velero.io/v1',
              kind: 'BackupList',
              items: all.slice(from, from + 500),
              metadata: more ? { continue: String(from + 500) } : {},
            }
          : { kind: 'Status', status: 'Failure', message: 'forbidden' },
      ),
    );
  });
  servers.push(server);
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', () => done());
  });
  const { port } = server.address() as AddressInfo;
  return { asked, url: `http://127.0.0.1:${port}` };
}

async function start(kubernetes?: JsonObject) {
  const collectors: Collector[] = [];
  const backend = await startTestBackend({
    features: [
      operationsModuleKubernetes,
      mockServices.rootConfig.factory({
        data: { operations: { ...(kubernetes && { kubernetes }) } },
      }),
    ],
    extensionPoints: [
      [
        operationsCollectorsExtensionPoint,
        { addCollectors: (...added) => collectors.push(...added) },
      ],
    ],
  });
  const collect = (cursor?: string, at = now) =>
    collectors[0].collect({
      entity: {
        entityRef: 'component:default/shop',
        uid: 'u',
        kind: 'component',
        namespace: 'default',
        name: 'shop',
        annotations: { 'backstage.io/kubernetes-namespace': 'shop' },
        labels: {},
        tags: [],
        relations: [],
        links: [],
      },
      cursor,
      now: at,
      signal: AbortSignal.timeout(30_000),
      readFile: async () => new Uint8Array(),
    });
  return { backend, collectors, collect };
}

describe('the module', () => {
  it.each([[undefined], [{ clusters: [] }]])(
    'asks nobody with %j',
    async kubernetes => {
      const { backend, collectors } = await start(kubernetes);
      expect(collectors).toEqual([]);
      await backend.stop();
    },
  );

  it('reads page by page with the token, and says what has not changed only once', async () => {
    const { asked, url } = await aCluster(
      Array.from({ length: 620 }, (_, index) => backup(index)),
    );
    const { backend, collectors, collect } = await start({
      every: 'PT1M',
      clusters: [{ name: 'one', url, token: 'key' }],
    });
    expect(collectors).toMatchObject([{ id: 'velero', every: { minutes: 1 } }]);
    const first = await collect();
    expect(first.items).toHaveLength(620);
    expect(first.items[0]).toMatchObject({
      kind: 'backup-run',
      payload: { outcome: 'success' },
    });
    expect(
      asked.filter(({ pathname }) => pathname.endsWith('/backups')),
    ).toHaveLength(2);
    const again = await collect(first.cursor, now + 60_000);
    expect(again.items).toEqual([]);
    const nextDay = await collect(again.cursor, now + 90_000_000);
    expect(nextDay.items).toHaveLength(620);
    await backend.stop();
  });

  it('keeps what one cluster said when another refuses, and takes nothing for no error', async () => {
    const good = await aCluster([backup(1)]);
    const closed = await aCluster([backup(2)], 'another');
    const empty = await aCluster([]);
    const cluster = (name: string, url: string) => ({
      name,
      url,
      token: 'key',
    });
    const { backend, collect } = await start({
      clusters: [
        cluster('closed', closed.url),
        cluster('good', good.url),
        cluster('empty', empty.url),
      ],
    });
    const { items, warnings, cursor } = await collect();
    expect(items).toHaveLength(1);
    expect(warnings).toEqual([expect.stringMatching(/^closed answered 403/)]);
    expect(Object.keys(JSON.parse(cursor ?? ''))).toEqual(['good', 'empty']);
    await backend.stop();
    const alone = await start({ clusters: [cluster('closed', closed.url)] });
    await expect(alone.collect()).rejects.toThrow(/may not list/);
    await alone.backend.stop();
  });
});
