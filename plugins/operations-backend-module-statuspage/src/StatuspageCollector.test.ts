import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { JsonApi } from '@backstage-operations/plugin-operations-node';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { StatuspageCollector } from './StatuspageCollector';

const now = Date.parse('2026-03-10T12:00:00Z');

const page = { id: 'p', name: 'Acme', url: 'https://status.example.com' };

/** Shaped like the public API of a page. */
const incident = (id: string, rest: object = {}) => ({
  id,
  name: `Trouble ${id}`,
  status: 'resolved',
  impact: 'major',
  created_at: '2026-03-01T09:00:00.000Z',
  updated_at: '2026-03-01T11:00:00.000Z',
  monitoring_at: null,
  resolved_at: '2026-03-01T11:00:00.000Z',
  shortlink: 'https://stspg.io/x',
  incident_updates: [
    {
      id: 'u2',
      status: 'resolved',
      body: 'Over',
      created_at: '2026-03-01T11:00:00.000Z',
      display_at: '2026-03-01T10:30:00.000Z',
      affected_components: null,
    },
    {
      id: 'u1',
      status: 'investigating',
      body: 'Looking',
      created_at: '2026-03-01T09:00:00.000Z',
      display_at: '2026-03-01T08:00:00.000Z',
      affected_components: [{ code: `c-${id}`, name: 'API' }],
    },
  ],
  ...rest,
});

const entity = (components: string): EntityProfile => ({
  entityRef: 'component:default/shop',
  uid: 'u',
  kind: 'component',
  namespace: 'default',
  name: 'shop',
  annotations: { 'statuspage.io/components': components },
  labels: {},
  tags: [],
  relations: [],
  links: [],
});

describe('StatuspageCollector', () => {
  let answers: Record<string, unknown>;
  let asked: string[];
  let server: Server;
  let collector: StatuspageCollector;

  beforeEach(async () => {
    asked = [];
    answers = {
      '/api/v2/incidents.json': {
        page,
        incidents: [
          incident('api'),
          incident('web', { components: [{ id: 'c-other' }] }),
          incident('all', { incident_updates: [], impact: 'none' }),
        ],
      },
      '/api/v2/components.json': {
        page,
        components: ['c-api', 'c-web', 'c-m'].map(id => ({ id, group: false })),
      },
      '/api/v2/scheduled-maintenances.json': {
        page,
        scheduled_maintenances: [
          incident('m', { impact: 'maintenance', status: 'completed' }),
        ],
      },
    };
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end(JSON.stringify(answers[request.url ?? ''] ?? {}));
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', () => resolve());
    });
    const { port } = server.address() as AddressInfo;
    collector = StatuspageCollector.create({
      pages: new Map([['acme', `http://127.0.0.1:${port}/`]]),
      json: JsonApi.create({ name: 'Statuspage' }),
      every: { minutes: 5 },
    });
  });

  afterEach(() => {
    server.close();
    server.closeAllConnections();
  });

  const collect = (components: string, at = now) =>
    collector.collect({
      entity: entity(components),
      cursor: undefined,
      now: at,
      signal: AbortSignal.timeout(5000),
      readFile: async () => new Uint8Array(),
    });

  const ids = async (components: string) =>
    (await collect(components)).items
      .filter(({ kind }) => kind === 'incident')
      .map(({ externalId }) => externalId);

  it('takes the incidents of its components, and those of the whole page', async () => {
    expect(await ids('acme:c-api')).toEqual(['api', 'all']);
    expect(await ids('acme: c-web , c-m')).toEqual(['web', 'all', 'm']);
    expect(await ids('acme')).toEqual(['api', 'web', 'all', 'm']);
  });

  it('takes the times that the page shows, not those of entry', async () => {
    const { items } = await collect('acme:c-api');
    expect(items[0]).toMatchObject({
      source: 'statuspage',
      payload: {
        impact: 'outage',
        segments: [
          {
            startedAt: '2026-03-01T08:00:00.000Z',
            endedAt: '2026-03-01T10:30:00.000Z',
          },
        ],
      },
    });
  });

  it('says that incidents are published about the components, unless one is not on the page', async () => {
    const { items, warnings } = await collect('acme:c-api,c-web');
    expect(items.at(-1)).toEqual({
      entityRef: 'component:default/shop',
      kind: 'attestation',
      source: 'statuspage',
      externalId: 'incidents-recorded',
      observedAt: expect.stringMatching(/T00:00:00.000Z$/),
      payload: {
        statement: 'incidents-recorded',
        validUntil: expect.stringMatching(/T00:00:00.000Z$/),
        renewed: true,
      },
    });
    expect(warnings).toEqual([]);
    const typo = await collect('acme:c-api,c-wbe');
    expect(typo.items.some(({ kind }) => kind === 'attestation')).toBe(false);
    expect(typo.warnings).toEqual(['the page acme has no component c-wbe']);
    answers['/api/v2/components.json'] = { error: 'gone' };
    const gone = await collect('acme:c-api', now + 60_000);
    expect(gone.items.some(({ kind }) => kind === 'attestation')).toBe(false);
  });

  it('reads a page once for all entities, and again later', async () => {
    await collect('acme:c-api');
    await collect('acme:c-web');
    expect(asked).toHaveLength(3);
    await collect('acme:c-web', now + 60_000);
    expect(asked).toHaveLength(6);
  });

  it.each([
    ['2026-03-01T09:00:00.000Z', 1],
    ['2025-11-01T09:00:00.000Z', 0],
  ])(
    'says that a full list which ends %s may have lost some',
    async (created_at, warned) => {
      answers['/api/v2/incidents.json'] = {
        page,
        incidents: Array.from({ length: 50 }, (_, n) =>
          incident(`i${n}`, n === 49 ? { created_at } : {}),
        ),
      };
      const { warnings } = await collect('acme:c-api');
      expect(warnings).toHaveLength(warned);
      for (const one of warnings ?? [])
        expect(one).toMatch(/newest 50 incidents only, back to 2026-03-01/);
    },
  );

  it('does not take something else for a page without incidents', async () => {
    answers['/api/v2/incidents.json'] = { error: 'gone' };
    await expect(collect('acme:c-api')).rejects.toThrow(/expected a page/);
    await expect(collect('other:c-api')).rejects.toThrow(/by the name other/);
  });
});
