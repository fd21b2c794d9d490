import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { KubernetesApi } from './KubernetesApi';
import { VeleroCollector } from './VeleroCollector';

const now = Date.UTC(2026, 2, 10, 12);
const HOUR = 3_600_000;

type Resource = Record<string, unknown>;

const aBackup = (
  name: string,
  spec: object,
  status: object = {},
): Resource => ({
  apiVersion: 'velero.io/v1',
  kind: 'Backup',
  metadata: {
    name,
    namespace: 'velero',
    uid: `uid-${name}`,
    labels: { 'velero.io/schedule-name': 'nightly' },
  },
  spec,
  status: {
    phase: 'Completed',
    startTimestamp: '2026-03-10T01:00:00Z',
    completionTimestamp: '2026-03-10T01:05:00Z',
    ...status,
  },
});

const aRestore = (name: string, status: object): Resource => ({
  apiVersion: 'velero.io/v1',
  kind: 'Restore',
  metadata: { name, uid: `uid-${name}` },
  spec: { backupName: 'a', includedNamespaces: ['*'] },
  status,
});

/** An API server as far as its documentation tells: chunked lists, label selectors, refusals. */
class Kubernetes {
  resources: Record<string, Resource[]> = {
    backups: [],
    restores: [],
    schedules: [],
  };
  asked: URL[] = [];
  /** Resources per answer, whatever is asked for. */
  chunk = 500;
  status = 200;
  private readonly server: Server = createServer((request, response) =>
    this.answer(request, response),
  );

  async listen(): Promise<string> {
    await new Promise<void>(resolve => {
      this.server.listen(0, '127.0.0.1', () => resolve());
    });
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  close() {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '', 'http://kubernetes');
    this.asked.push(url);
    const say = (status: number, body: object) => {
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(body));
    };
    const [, collection] =
      /^\/apis\/velero\.io\/v1\/namespaces\/velero\/(\w+)$/.exec(
        url.pathname,
      ) ?? [];
    const known = this.resources[collection];
    let status = known ? this.status : 404;
    if (request.headers.authorization !== 'Bearer key') status = 401;
    if (status !== 200) {
      say(status, { kind: 'Status', apiVersion: 'v1', status: 'Failure' });
      return;
    }
    const from = Number(url.searchParams.get('continue') ?? 0);
    const end = from + this.chunk;
    say(200, {
      apiVersion: 'velero.io/v1',
      kind: 'BackupList',
      items: known.slice(from, end),
      metadata: {
        resourceVersion: '1',
        ...(end < known.length ? { continue: String(end) } : {}),
      },
    });
  }
}

function anEntity(annotations: Record<string, string>): EntityProfile {
  return {
    entityRef: 'component:default/shop',
    uid: 'u',
    kind: 'component',
    namespace: 'default',
    name: 'shop',
    annotations,
    labels: {},
    tags: [],
    relations: [],
    links: [],
  };
}

const shop = anEntity({ 'backstage.io/kubernetes-namespace': 'shop' });

describe('VeleroCollector', () => {
  let kubernetes: Kubernetes;
  let url: string;

  beforeEach(async () => {
    kubernetes = new Kubernetes();
    url = await kubernetes.listen();
  });

  afterEach(() => kubernetes.close());

  const aCluster = (name: string, address = url, token = 'key') => ({
    name,
    namespace: 'velero',
    api: KubernetesApi.create({ name, url: address, token }),
  });

  const collect = (
    options: {
      clusters?: ReturnType<typeof aCluster>[];
      entity?: EntityProfile;
      cursor?: string;
      at?: number;
    } = {},
  ) =>
    VeleroCollector.create({
      clusters: options.clusters ?? [aCluster('main')],
      every: { minutes: 10 },
    }).collect({
      entity: options.entity ?? shop,
      cursor: options.cursor,
      now: options.at ?? now,
      signal: AbortSignal.timeout(60_000),
      readFile: async () => new Uint8Array(),
    });

  it('applies to entities that name a namespace or a selector', () => {
    const one = VeleroCollector.create({ clusters: [], every: { minutes: 1 } });
    expect(one.appliesTo(shop)).toBe(true);
    expect(one.appliesTo(anEntity({}))).toBe(false);
    expect(
      one.appliesTo(
        anEntity({ 'backstage-operations.io/velero-selector': 'app=shop' }),
      ),
    ).toBe(true);
  });

  it('reads what covers the namespace, and the outcome as it truly is', async () => {
    kubernetes.resources.backups = [
      aBackup('own', { includedNamespaces: ['shop'] }),
      aBackup('all', {}, { phase: 'PartiallyFailed', errors: 2 }),
      aBackup('star', { includedNamespaces: ['*'] }, { phase: 'Failed' }),
      aBackup('other', { includedNamespaces: ['cart'] }),
      aBackup('without', { excludedNamespaces: ['shop'] }),
    ];
    const { items } = await collect();
    expect(
      items.map(({ externalId, payload }) => [
        externalId,
        (payload as { outcome?: string }).outcome,
      ]),
    ).toEqual([
      ['uid-own', 'success'],
      ['uid-all', 'partial'],
      ['uid-star', 'failed'],
    ]);
  });

  it('reads schedules by their template, and restores once they have ended', async () => {
    const schedule = (name: string, namespace: string): Resource => ({
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      metadata: { name },
      spec: { template: { includedNamespaces: [namespace] } },
      status: {},
    });
    kubernetes.resources.schedules = [
      schedule('nightly', 'shop'),
      schedule('other', 'cart'),
    ];
    kubernetes.resources.restores = [
      aRestore('running', { phase: 'InProgress' }),
      aRestore('done', {
        phase: 'Completed',
        completionTimestamp: '2026-03-09T01:05:00Z',
      }),
    ];
    const { items, warnings } = await collect();
    expect(items.map(({ kind }) => kind)).toEqual(['restore-test', 'control']);
    expect(items[1].payload).toMatchObject({
      control: 'schedule-active/nightly',
      status: 'not-met',
    });
    expect(warnings).toEqual([expect.stringContaining('never run')]);
  });

  it('follows lists that come in chunks', async () => {
    kubernetes.chunk = 3;
    kubernetes.resources.backups = Array.from({ length: 8 }, (_, index) =>
      aBackup(`b${index}`, {}),
    );
    const { items } = await collect();
    expect(new Set(items.map(({ externalId }) => externalId)).size).toBe(8);
    expect(
      kubernetes.asked.filter(one => one.searchParams.has('continue')),
    ).toHaveLength(2);
  });

  it('lets the server select by label', async () => {
    await collect({
      entity: anEntity({
        'backstage-operations.io/velero-selector': 'app=shop',
      }),
    });
    expect(
      kubernetes.asked.map(one => one.searchParams.get('labelSelector')),
    ).toEqual(['app=shop', 'app=shop', 'app=shop']);
  });

  it('says nothing again until something changes or a day has passed', async () => {
    kubernetes.resources.backups = [aBackup('a', {})];
    const { cursor } = await collect();
    const quiet = await collect({ cursor, at: now + HOUR });
    expect(quiet.items).toEqual([]);
    const { cursor: still } = quiet;
    expect(
      (await collect({ cursor: still, at: now + 24 * HOUR })).items,
    ).toHaveLength(1);
    kubernetes.resources.backups.push(aBackup('b', {}));
    expect(
      (await collect({ cursor: still, at: now + HOUR })).items,
    ).toHaveLength(2);
  });

  it.each([
    [403, /may not list/],
    [410, /has changed while/],
    [500, /answered 500/],
  ])('says of %i what is wrong', async (status, message) => {
    kubernetes.status = status;
    await expect(collect()).rejects.toThrow(message);
  });

  it('never says what the token is', async () => {
    const clusters = [aCluster('main', url, 'wrong-token')];
    const failed = collect({ clusters });
    await expect(failed).rejects.toThrow(/answered 401/);
    await expect(failed).rejects.not.toThrow(/wrong-token/);
  });

  it('reads the other clusters when one can not be reached', async () => {
    kubernetes.resources.backups = [aBackup('a', {})];
    const clusters = [aCluster('away', 'http://127.0.0.1:1'), aCluster('main')];
    const { items, warnings } = await collect({ clusters });
    expect(items).toHaveLength(1);
    expect(warnings).toEqual([
      expect.stringContaining('away can not be reached'),
    ]);
  });

  it('does not let fresh backups of one cluster hide that another has none', async () => {
    kubernetes.resources.backups = [
      aBackup('a', { includedNamespaces: ['shop'] }),
    ];
    kubernetes.resources.schedules = [
      {
        apiVersion: 'velero.io/v1',
        kind: 'Schedule',
        metadata: { name: 'nightly' },
        spec: { schedule: '0 1 * * *' },
        status: { phase: 'Enabled', lastBackup: '2026-03-10T01:00:00Z' },
      },
    ];
    const clusters = [aCluster('east'), aCluster('west')];
    const { items } = await collect({ clusters });
    const datasets = items.flatMap(({ payload }) =>
      'dataset' in payload ? [payload.dataset] : [],
    );
    expect(datasets).toEqual(['east/nightly', 'west/nightly']);
    const controls = items.filter(({ kind }) => kind === 'control');
    expect(new Set(controls.map(({ externalId }) => externalId)).size).toBe(2);
    const alone = await collect({ clusters: [aCluster('east')] });
    expect(alone.items[0].payload).toMatchObject({ dataset: 'nightly' });
  });

  it('asks only the cluster that the entity names', async () => {
    const entity = anEntity({
      ...shop.annotations,
      'backstage.io/kubernetes-cluster': 'main',
    });
    const clusters = [aCluster('away', 'http://127.0.0.1:1'), aCluster('main')];
    expect((await collect({ clusters, entity })).warnings).toEqual([]);
    await expect(
      collect({ clusters: [aCluster('away')], entity }),
    ).rejects.toThrow('no cluster is configured by the name main');
  });
});
