import {
  Collector,
  operationsCollectorsExtensionPoint,
} from '@backstage-operations/plugin-operations-node';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { JsonObject } from '@backstage/types';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { operationsModuleGithub } from './module';

const now = Date.UTC(2026, 2, 10, 12);
const iso = (at: number) => new Date(at).toISOString();

const alert = (number: number) => ({
  number,
  state: 'open',
  created_at: iso(now - 3_600_000 - number * 1_000),
  updated_at: iso(now - 3_600_000 - number * 1_000),
  html_url: `https://github.com/example/shop/security/dependabot/${number}`,
  dependency: {
    package: { ecosystem: 'npm', name: `library-${number}` },
    manifest_path: 'package-lock.json',
  },
  security_advisory: { ghsa_id: `GHSA-${number}`, severity: 'high' },
});

/** A GitHub of which only the alerts of example/shop can be read, 100 a page. */
function aGithub(alerts: readonly object[]) {
  const asked: string[] = [];
  const limits: number[] = [];
  const server: Server = createServer((request, response) => {
    const url = new URL(request.url ?? '', 'http://127.0.0.1');
    asked.push(`${url.pathname}${url.search}`);
    const say = (status: number, body: unknown, headers: object = {}) => {
      response.writeHead(status, {
        'content-type': 'application/json',
        ...headers,
      });
      response.end(JSON.stringify(body));
    };
    const limit = limits.shift();
    if (limit !== undefined) {
      say(429, { message: 'slow down' }, { 'retry-after': String(limit) });
      return;
    }
    if (request.headers.authorization !== 'Bearer key') {
      say(401, { message: 'Bad credentials' });
      return;
    }
    if (url.pathname !== '/repos/example/shop/dependabot/alerts') {
      say(404, { message: 'Not Found' });
      return;
    }
    const from = Number(url.searchParams.get('after') ?? 0);
    const next = new URL(url);
    next.searchParams.set('after', String(from + 100));
    next.host = request.headers.host ?? '';
    const more = from + 100 < alerts.length;
    say(
      200,
      alerts.slice(from, from + 100),
      more ? { link: `<${next}>; rel="next"` } : {},
    );
  });
  return { asked, limits, server };
}

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

async function start(alerts: readonly object[], github?: JsonObject) {
  const { asked, limits, server } = aGithub(alerts);
  servers.push(server);
  await new Promise<void>(done => {
    server.listen(0, '127.0.0.1', () => done());
  });
  const { port } = server.address() as AddressInfo;
  const collectors: Collector[] = [];
  const backend = await startTestBackend({
    features: [
      operationsModuleGithub,
      mockServices.rootConfig.factory({
        data: {
          integrations: {
            github: [
              {
                host: 'github.com',
                apiBaseUrl: `http://127.0.0.1:${port}`,
                token: 'key',
              },
            ],
          },
          operations: { ...(github && { github }) },
        },
      }),
    ],
    extensionPoints: [
      [
        operationsCollectorsExtensionPoint,
        { addCollectors: (...added) => collectors.push(...added) },
      ],
    ],
  });
  const collect = (slug: string, cursor?: string, at = now) =>
    collectors[0].collect({
      entity: {
        entityRef: 'component:default/shop',
        uid: 'u',
        kind: 'component',
        namespace: 'default',
        name: 'shop',
        annotations: { 'github.com/project-slug': slug },
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
  return { asked, limits, backend, collectors, collect };
}

describe('the module', () => {
  it.each([[undefined], [{ dependabot: false }]])(
    'asks nobody with %j',
    async github => {
      const { backend, collectors, asked } = await start([], github);
      expect(collectors).toEqual([]);
      expect(asked).toEqual([]);
      await backend.stop();
    },
  );

  it('takes how often to ask from the configuration', async () => {
    const { backend, collectors } = await start([], {
      dependabot: true,
      every: '5m',
    });
    expect(collectors).toMatchObject([{ id: 'github', every: { minutes: 5 } }]);
    await backend.stop();
  });

  it('reads page by page, waits when it is told to, and goes on where it ended', async () => {
    const alerts = Array.from({ length: 130 }, (_, index) => alert(index));
    const { backend, collect, asked, limits } = await start(alerts, {
      dependabot: true,
    });
    limits.push(0);
    const first = await collect('example/shop');
    // Once refused, then two pages.
    expect(asked).toHaveLength(3);
    expect(first.items).toMatchObject([
      { payload: { scope: 'example/shop', status: 'success' } },
    ]);
    const [{ payload }] = first.items;
    expect(
      'findings' in payload && Array.isArray(payload.findings)
        ? payload.findings.length
        : 0,
    ).toBe(130);
    asked.length = 0;
    const later = await collect('example/shop', first.cursor, now + 60_000);
    expect(asked).toHaveLength(1);
    expect(later.items).toEqual([]);
    await backend.stop();
  });

  it('keeps what one repository of an entity could say when another can not be read', async () => {
    const { backend, collect } = await start([alert(1)], { dependabot: true });
    const { items, warnings } = await collect('example/gone, example/shop');
    expect(items).toMatchObject([{ payload: { scope: 'example/shop' } }]);
    expect(warnings).toEqual([expect.stringContaining('example/gone')]);
    await expect(collect('example/gone')).rejects.toThrow(/example\/gone/);
    await backend.stop();
  });
});
