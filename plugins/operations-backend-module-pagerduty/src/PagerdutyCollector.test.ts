import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { JsonApi } from '@backstage-operations/plugin-operations-node';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { PagerdutyApi } from './PagerdutyApi';
import { PagerdutyCollector } from './PagerdutyCollector';

jest.setTimeout(60_000);

const now = Date.parse('2026-03-10T12:00:00Z');
const DAY = 86_400_000;
const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

type Incident = { id: string; created_at: string; status: string };

/** Shaped like the examples of PagerDuty's reference. */
function anIncident(id: string, daysAgo: number, rest: object = {}): Incident {
  const created = iso(now - daysAgo * DAY);
  return {
    id,
    type: 'incident',
    summary: `[#${id}] Shop is down`,
    title: 'Shop is down',
    html_url: `https://acme.pagerduty.com/incidents/${id}`,
    incident_number: 1,
    created_at: created,
    updated_at: created,
    resolved_at: iso(now - daysAgo * DAY + 3_600_000),
    last_status_change_at: iso(now - daysAgo * DAY + 3_600_000),
    status: 'resolved',
    urgency: 'high',
    priority: { id: 'P1', summary: 'P1' },
    service: { id: 'PSHOP', type: 'service_reference' },
    acknowledgements: [],
    assignments: [],
    ...rest,
  } as Incident;
}

function logEntries({ id, created_at: created, status }: Incident) {
  const at = Date.parse(created);
  const entry = (type: string, minutes: number) => ({
    id: `${id}-${type}`,
    type: `${type}_log_entry`,
    summary: type,
    created_at: iso(at + minutes * 60_000),
    channel: { type: 'api' },
    incident: { id, type: 'incident_reference', summary: 'Shop is down' },
  });
  return [
    entry('trigger', 0),
    entry('notify', 1),
    entry('acknowledge', 5),
    ...(status === 'resolved' ? [entry('resolve', 60)] : []),
  ];
}

/** PagerDuty as far as its documentation tells: spans, page limits, rate limits. */
class Pagerduty {
  incidents: Incident[] = [];
  asked: URL[] = [];
  mostListed = 10_000;
  /** Answers given before anything else. */
  refusals: { status: number; headers?: Record<string, string> }[] = [];
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
    const url = new URL(request.url ?? '', 'http://pagerduty');
    const refusal = this.refusals.shift();
    if (refusal) {
      response.writeHead(refusal.status, refusal.headers);
      response.end('{"error":{"message":"Rate Limit Exceeded","code":2020}}');
      return;
    }
    if (request.headers.authorization !== 'Token token=key') {
      response.writeHead(401).end('{}');
      return;
    }
    this.asked.push(url);
    const body = this.bodyOf(url);
    response.writeHead(body ? 200 : 404, {
      'content-type': 'application/json',
    });
    response.end(JSON.stringify(body ?? { error: { code: 2100 } }));
  }

  private bodyOf(url: URL): object | undefined {
    const [, kind, id, part] = url.pathname.split('/');
    const offset = Number(url.searchParams.get('offset') ?? 0);
    const limit = Number(url.searchParams.get('limit') ?? 25);
    if (offset + limit > this.mostListed) return undefined;
    const paged = <T>(key: string, all: T[]) => ({
      [key]: all.slice(offset, offset + limit),
      limit,
      offset,
      total: null,
      more: all.length > offset + limit,
    });
    if (kind === 'services') {
      return {
        service: {
          id,
          escalation_policy: {
            id: 'EP1',
            type: 'escalation_policy',
            summary: 'Shop',
            escalation_rules: [
              { id: 'R1', targets: [{ id: 'S1', type: 'schedule_reference' }] },
              { id: 'R2', targets: [{ id: 'U9', type: 'user_reference' }] },
            ],
          },
        },
      };
    }
    if (kind === 'schedules') {
      return { schedule: { id, users: [{ id: 'U1' }, { id: 'U2' }] } };
    }
    const one = this.incidents.find(incident => incident.id === id);
    if (part === 'log_entries') {
      return one && paged('log_entries', logEntries(one));
    }
    if (id) return one && { incident: one };
    const statuses = url.searchParams.getAll('statuses[]');
    if (url.searchParams.get('date_range') === 'all') {
      return paged(
        'incidents',
        this.incidents.filter(({ status }) => statuses.includes(status)),
      );
    }
    const since = Date.parse(url.searchParams.get('since') ?? '');
    const until = Date.parse(url.searchParams.get('until') ?? '');
    if (until - since > 184 * DAY) return undefined;
    return paged(
      'incidents',
      this.incidents
        .filter(({ created_at: at }) => {
          const created = Date.parse(at);
          return created >= since && created < until;
        })
        .sort((a, b) => (a.created_at < b.created_at ? -1 : 1)),
    );
  }
}

const entity: EntityProfile = {
  entityRef: 'component:default/shop',
  uid: 'u',
  kind: 'component',
  namespace: 'default',
  name: 'shop',
  annotations: { 'pagerduty.com/service-id': 'PSHOP' },
  labels: {},
  tags: [],
  relations: [],
  links: [],
};

describe('PagerdutyCollector', () => {
  let pagerduty: Pagerduty;
  let url: string;
  let waits: number[];

  beforeEach(async () => {
    pagerduty = new Pagerduty();
    url = await pagerduty.listen();
    waits = [];
  });

  afterEach(() => pagerduty.close());

  function collector(perRun?: number, token = 'key') {
    let clock = now;
    const json = JsonApi.create({
      name: 'PagerDuty',
      headers: { authorization: `Token token=${token}` },
      now: () => clock,
      pause: async length => {
        waits.push(length);
        clock += length;
      },
    });
    return PagerdutyCollector.create({
      api: PagerdutyApi.create({ url, json }),
      every: { minutes: 5 },
      reach: 5 * 365 * DAY,
      perRun,
    });
  }

  const collect = (one: PagerdutyCollector, cursor?: string, at = now) =>
    one.collect({
      entity,
      cursor,
      now: at,
      signal: AbortSignal.timeout(60_000),
      readFile: async () => new Uint8Array(),
    });

  const incidentPages = () =>
    pagerduty.asked.filter(one => one.searchParams.has('since'));

  it('applies to entities that name their service', () => {
    expect(collector().appliesTo(entity)).toBe(true);
    expect(collector().appliesTo({ ...entity, annotations: {} })).toBe(false);
  });

  it('back-fills five years in spans that PagerDuty takes, with the first acknowledgement of each', async () => {
    pagerduty.incidents = [
      anIncident('OLD', 1700),
      anIncident('NEW', 3),
      anIncident('MERGED', 4, {
        resolve_reason: { type: 'merge_resolve_reason' },
      }),
    ];
    const { items, warnings } = await collect(collector());
    expect(warnings).toBeUndefined();
    expect(incidentPages().length).toBeGreaterThan(9);
    expect(
      items.find(item => item.externalId === 'NEW')?.payload,
    ).toMatchObject({
      severity: 'sev-1',
      status: 'resolved',
      segments: [
        {
          startedAt: '2026-03-07T12:00:00.000Z',
          endedAt: '2026-03-07T13:00:00.000Z',
        },
      ],
    });
    expect(
      items.find(item => item.externalId === 'OLD@OLD-acknowledge')?.payload,
    ).toMatchObject({ event: { incident: 'OLD', type: 'acknowledged' } });
    expect(
      items.find(item => item.externalId === 'MERGED')?.payload,
    ).toMatchObject({ status: 'merged' });
    expect(items.filter(({ kind }) => kind === 'on-call')).toMatchObject([
      { payload: { rotationSize: 2, hasBackup: true, escalationLevels: 2 } },
    ]);
    expect(items.filter(({ kind }) => kind === 'attestation')).toMatchObject([
      {
        source: 'pagerduty',
        payload: {
          statement: 'incidents-recorded',
          validUntil: '2026-03-13T00:00:00.000Z',
        },
      },
    ]);
  });

  it('goes on where it stopped, and does not lose incidents of the same second', async () => {
    pagerduty.incidents = Array.from({ length: 450 }, (_, index) =>
      anIncident(`I${index}`, 400 - Math.floor(index / 10)),
    );
    const seen = new Set<string>();
    let cursor: string | undefined;
    let runs = 0;
    let warnings: string[] | undefined;
    do {
      const result = await collect(collector(100), cursor);
      for (const { kind, externalId = '' } of result.items) {
        if (kind === 'incident' && !externalId.includes('@'))
          seen.add(externalId);
      }
      ({ cursor, warnings } = result);
      // Only once all is read does silence mean anything.
      expect(result.items.some(({ kind }) => kind === 'attestation')).toBe(
        warnings === undefined,
      );
      runs += 1;
    } while (warnings && runs < 20);
    expect(runs).toBeGreaterThan(2);
    expect(runs).toBeLessThan(20);
    expect(seen.size).toBe(450);
  });

  it('follows what was open until it is resolved, and forgets what was deleted', async () => {
    const open = {
      status: 'acknowledged',
      resolved_at: null,
      acknowledgements: [{ at: iso(now - 200 * DAY + 300_000) }],
    };
    pagerduty.incidents = [
      anIncident('A', 200, open),
      anIncident('B', 100, open),
    ];
    const first = await collect(collector());
    expect(JSON.parse(first.cursor ?? '').open).toEqual(['A', 'B']);
    pagerduty.incidents = [anIncident('A', 200)];
    const second = await collect(collector(), first.cursor, now + 300_000);
    expect(
      second.items.find(({ externalId }) => externalId === 'A')?.payload,
    ).toMatchObject({ status: 'resolved' });
    expect(JSON.parse(second.cursor ?? '').open).toEqual([]);
  });

  it('cuts a span in half when it holds more than PagerDuty lists', async () => {
    pagerduty.incidents = Array.from({ length: 530 }, (_, index) =>
      anIncident(`I${index}`, 100 - index / 50),
    );
    pagerduty.mostListed = 500;
    const api = PagerdutyApi.create({
      url,
      mostListed: 500,
      json: JsonApi.create({
        name: 'PagerDuty',
        headers: { authorization: 'Token token=key' },
      }),
    });
    // Log entries are not what is tested here.
    jest.spyOn(api, 'logEntries').mockResolvedValue([]);
    const one = PagerdutyCollector.create({
      api,
      every: { minutes: 5 },
      reach: 150 * DAY,
      perRun: 20_000,
    });
    const { items } = await collect(one);
    const ids = new Set(
      items
        .filter(({ kind }) => kind === 'incident')
        .map(({ externalId }) => externalId),
    );
    expect(ids.size).toBe(530);
  });

  it('waits as long as a rate limit says, and longer each time where it says nothing', async () => {
    pagerduty.incidents = [anIncident('A', 1)];
    pagerduty.refusals = [
      { status: 429, headers: { 'ratelimit-reset': '7' } },
      { status: 429 },
      { status: 429 },
    ];
    const { items } = await collect(collector());
    expect(items.length).toBeGreaterThan(1);
    expect(waits).toEqual([7000, 2000, 4000]);
  });

  it('gives up for this run when the limit lasts', async () => {
    pagerduty.refusals = [
      { status: 429, headers: { 'ratelimit-reset': '600' } },
    ];
    await expect(collect(collector())).rejects.toThrow(/600 seconds/);
    pagerduty.refusals = Array.from({ length: 9 }, () => ({ status: 429 }));
    await expect(collect(collector())).rejects.toThrow(/429/);
  });

  it('says that the key is wrong and never what it is', async () => {
    const failed = collect(collector(undefined, 'wrong-key'));
    await expect(failed).rejects.toThrow(/401, the credential/);
    await expect(failed).rejects.not.toThrow(/wrong-key/);
  });
});
