import {
  EntityProfile,
  EvidencePayload,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { JsonApi } from '@backstage-operations/plugin-operations-node';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { SupportCollector } from './SupportCollector';
import { DeskSettings, SupportDesk } from './SupportDesk';
import { github } from './tools/github';
import { jira } from './tools/jira';
import { zendesk } from './tools/zendesk';

const now = Date.parse('2026-03-10T12:00:00Z');
const DAY = 86_400_000;

type Answer = (url: URL, body: string) => object | undefined;

/** A desk on the loopback; `undefined` is a 404. */
class Desk {
  asked: string[] = [];
  authorization: (string | undefined)[] = [];
  refuse: { status: number; headers?: Record<string, string> }[] = [];
  answer: Answer = () => undefined;
  url = '';
  private readonly server: Server = createServer((request, response) => {
    void this.serve(request, response);
  });

  async listen() {
    await new Promise<void>(done => {
      this.server.listen(0, '127.0.0.1', () => done());
    });
    const { port } = this.server.address() as AddressInfo;
    this.url = `http://127.0.0.1:${port}`;
  }

  close() {
    this.server.close();
    this.server.closeAllConnections();
  }

  private async serve(request: IncomingMessage, response: ServerResponse) {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    const body = Buffer.concat(parts).toString();
    const url = new URL(request.url ?? '', this.url);
    this.asked.push(
      `${request.method} ${decodeURIComponent(url.pathname + url.search)}`,
    );
    this.authorization.push(request.headers.authorization);
    const refusal = this.refuse.shift();
    const answer = refusal ? {} : this.answer(url, body);
    response.writeHead(refusal?.status ?? (answer ? 200 : 404), {
      'content-type': 'application/json',
      ...refusal?.headers,
    });
    response.end(JSON.stringify(answer ?? {}));
  }
}

const server = new Desk();
beforeAll(() => server.listen());
afterAll(() => server.close());
beforeEach(() => {
  server.asked = [];
  server.authorization = [];
  server.refuse = [];
});

const entity = (annotations: Record<string, string>): EntityProfile => ({
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
});

function collecting(
  desk: SupportDesk,
  value: string,
  settings: Partial<DeskSettings> = {},
  perRun?: number,
) {
  const all = {
    url: server.url,
    user: 'ada@example.com',
    token: 'key',
    ...settings,
  };
  const api = JsonApi.create({
    name: desk.title,
    headers: desk.headers(all),
    pause: async () => {},
  });
  const collector = SupportCollector.create({
    desk,
    settings: all,
    apiFor: async () => api,
    every: { hours: 1 },
    reach: 40 * DAY,
    perRun,
  });
  const profile = entity({ [desk.annotation]: value });
  return {
    collector,
    run: (cursor?: string) =>
      collector.collect({
        entity: profile,
        cursor,
        now,
        signal: new AbortController().signal,
        readFile: async () => new Uint8Array(),
      }),
  };
}

type Support = EvidencePayload<'support'>;

/** What was read, by month. */
async function months(reading: ReturnType<typeof collecting>, cursor?: string) {
  const { items } = await reading.run(cursor);
  return Object.fromEntries(
    items.map(item => [item.externalId, item.payload as Support]),
  );
}

const epoch = (text: string) => ({ epochMillis: Date.parse(text) });

/** Jira as the reference of its REST API shows it, two issues to a page. */
function jiraSite(issues: object[]): Answer {
  return (url, body) => {
    if (url.pathname === '/rest/api/3/field') {
      const custom = (id: string, name: string, type: string) => ({
        id,
        name,
        schema: { custom: `com.atlassian.servicedesk:${type}` },
      });
      return [
        { id: 'summary', name: 'Summary' },
        custom('customfield_1', 'Time to first response', 'sd-sla-field'),
        custom('customfield_2', 'Time to resolution', 'sd-sla-field'),
        custom('customfield_3', 'Satisfaction', 'sd-request-feedback'),
      ];
    }
    if (url.pathname !== '/rest/api/3/search/jql') return undefined;
    const asked = JSON.parse(body) as { jql: string; nextPageToken?: string };
    const [from, to] = [...asked.jql.matchAll(/"(\d{4}-\d\d-\d\d)"/g)].map(
      ([, day]) => day,
    );
    const fitting = issues.filter(issue => {
      const { created } = (issue as { fields: { created: string } }).fields;
      return created.slice(0, 10) >= from && created.slice(0, 10) < to;
    });
    const at = Number(asked.nextPageToken ?? 0);
    return {
      issues: fitting.slice(at, at + 2),
      isLast: at + 2 >= fitting.length,
      ...(at + 2 < fitting.length ? { nextPageToken: String(at + 2) } : {}),
    };
  };
}

const jiraIssue = (
  key: string,
  created: string,
  rest: Record<string, unknown> = {},
) => ({
  key,
  fields: {
    created,
    priority: { name: 'Highest', id: '1' },
    resolutiondate: null,
    issuelinks: [],
    ...rest,
  },
});

describe('Jira Service Management', () => {
  it('reads every page, times of SLAs, ratings and linked incidents', async () => {
    server.answer = jiraSite([
      jiraIssue('SUP-1', '2026-02-10T10:00:00.000+0100', {
        resolutiondate: '2026-02-10T13:59:00.000+0100',
        customfield_1: {
          id: '1',
          name: 'Time to first response',
          completedCycles: [
            { stopTime: epoch('2026-02-10T09:10:00Z'), breached: false },
            { stopTime: epoch('2026-02-11T09:10:00Z'), breached: true },
          ],
        },
        customfield_3: { rating: 4 },
        issuelinks: [
          {
            type: { name: 'Relates' },
            outwardIssue: {
              key: 'INC-7',
              fields: { issuetype: { name: '[System] Incident' } },
            },
          },
        ],
      }),
      jiraIssue('SUP-2', '2026-02-12T10:00:00.000+0000', {
        customfield_2: {
          completedCycles: [{ stopTime: epoch('2026-02-12T11:00:00Z') }],
        },
      }),
      jiraIssue('SUP-3', '2026-02-13T10:00:00.000+0000', {
        customfield_2: {
          completedCycles: [{ stopTime: epoch('2026-02-13T11:00:00Z') }],
          ongoingCycle: { breached: false },
        },
      }),
      // In the wider days that are asked for, of another month.
      jiraIssue('SUP-4', '2026-03-01T00:30:00.000+0000'),
    ]);
    const read = await months(collecting(jira, 'SUP/Checkout'));
    expect(read['tickets 2026-02']).toMatchObject({
      from: '2026-02-01T00:00:00.000Z',
      to: '2026-03-01T00:00:00.000Z',
      tiers: {
        P1: { opened: 3, respondedInTarget: 1, resolvedInTarget: 2, open: 1 },
        P2: { opened: 0 },
      },
      csat: { score: 4, responses: 1 },
      escalated: [
        {
          ticket: 'SUP-1',
          tier: 'P1',
          incident: 'INC-7',
          url: `${server.url}/browse/SUP-1`,
        },
      ],
    });
    expect(read['tickets 2026-03']).toMatchObject({
      to: toIso(now),
      tiers: { P1: { opened: 1, open: 1 } },
    });
    expect(server.authorization[0]).toBe(
      `Basic ${Buffer.from('ada@example.com:key').toString('base64')}`,
    );
  });

  it.each([
    ['SUP" OR project = "SECRET', 'no project'],
    ['sup', 'no project'],
    ['SUP/a"b', 'no project'],
  ])('asks for nothing with %j', async (value, message) => {
    await expect(collecting(jira, value).run()).rejects.toThrow(message);
    expect(server.asked).toEqual([]);
  });

  it('fails where answers are not measured', async () => {
    server.answer = () => [{ id: 'summary', name: 'Summary' }];
    await expect(collecting(jira, 'SUP').run()).rejects.toThrow(
      'Time to first response',
    );
  });

  it('fails on a ticket of no tier, unless one is configured', async () => {
    const issue = jiraIssue('SUP-1', '2026-02-12T10:00:00.000+0000', {
      priority: null,
    });
    server.answer = jiraSite([issue]);
    const { items, warnings } = await collecting(jira, 'SUP').run();
    expect(items.map(({ externalId }) => externalId)).toEqual([
      'tickets 2026-01',
    ]);
    expect(warnings?.[0]).toContain('SUP-1 has no priority');
    const read = await months(collecting(jira, 'SUP', { defaultTier: 'P3' }));
    expect(read['tickets 2026-02'].tiers.P3?.opened).toBe(1);
  });
});

/** Zendesk as its reference shows it, two results to a page. */
function zendeskAccount(
  tickets: { id: number; created_at: string }[],
  metrics: object[],
): Answer {
  return url => {
    if (url.pathname === '/api/v2/search/export.json') {
      const query = url.searchParams.get('query') ?? '';
      const [, from, to] = /created>=(\S+) created<(\S+)/.exec(query) ?? [];
      const fitting = tickets.filter(
        ({ created_at: at }) => at >= from && at < to,
      );
      const at = Number(url.searchParams.get('page[after]') ?? 0);
      return {
        results: fitting.slice(at, at + 2),
        facets: null,
        meta: {
          has_more: at + 2 < fitting.length,
          after_cursor: String(at + 2),
        },
        links: { next: null },
      };
    }
    if (url.pathname !== '/api/v2/tickets/show_many.json') return undefined;
    const ids = url.searchParams.get('ids')?.split(',').map(Number) ?? [];
    return {
      tickets: tickets.filter(({ id }) => ids.includes(id)),
      metric_sets: metrics,
    };
  };
}

const zendeskTicket = (id: number, created_at: string, rest: object = {}) => ({
  id,
  created_at,
  priority: 'urgent',
  status: 'open',
  type: 'question',
  problem_id: null,
  satisfaction_rating: { score: 'unoffered' },
  ...rest,
});

const metrics = (ticket_id: number, rest: object) => ({
  id: ticket_id * 10,
  ticket_id,
  solved_at: null,
  reply_time_in_minutes: { calendar: null, business: null },
  ...rest,
});

describe('Zendesk', () => {
  const day = '2026-02-12T10:00:00Z';

  it('reads every page with the metrics of each ticket', async () => {
    server.answer = zendeskAccount(
      [
        zendeskTicket(1, day, {
          status: 'closed',
          satisfaction_rating: { score: 'good' },
        }),
        zendeskTicket(2, day, { satisfaction_rating: { score: 'bad' } }),
        zendeskTicket(3, day, { type: 'incident', problem_id: 99 }),
        // Reopened: the time of its first solution is not its end.
        zendeskTicket(4, day, { status: 'open' }),
      ],
      [
        metrics(1, {
          solved_at: '2026-02-12T12:00:00Z',
          reply_time_in_seconds: { calendar: 900 },
        }),
        // A minute that began in time may have ended too late.
        metrics(2, { reply_time_in_minutes: { calendar: 15, business: 1 } }),
        metrics(4, { solved_at: '2026-02-12T11:00:00Z' }),
      ],
    );
    const read = await months(collecting(zendesk, 'tags:checkout'));
    expect(read['tickets 2026-02']).toMatchObject({
      tiers: {
        P1: { opened: 4, respondedInTarget: 1, resolvedInTarget: 1, open: 3 },
      },
      csat: { score: 3, responses: 2 },
      escalated: [{ ticket: '3', incident: '99' }],
    });
    expect(server.asked[0]).toContain(
      'query=tags:checkout+created>=2026-01-01T00:00:00Z',
    );
    expect(server.authorization[0]).toBe(
      `Basic ${Buffer.from('ada@example.com/token:key').toString('base64')}`,
    );
  });

  it.each([
    'checkout',
    'tags:a b',
    'type:ticket',
    'tags:"a"b"',
    'status<closed',
  ])('asks for nothing with %j', async value => {
    await expect(collecting(zendesk, value).run()).rejects.toThrow(
      'no search term',
    );
    expect(server.asked).toEqual([]);
  });

  it('waits out a limit, and names the desk when it stays', async () => {
    server.answer = zendeskAccount([], []);
    server.refuse = [{ status: 429, headers: { 'retry-after': '1' } }];
    expect(
      Object.keys(await months(collecting(zendesk, 'tags:a'))),
    ).toHaveLength(3);
    server.refuse = Array.from({ length: 9 }, () => ({ status: 429 }));
    await expect(collecting(zendesk, 'tags:a').run()).rejects.toThrow(
      'Zendesk answered 429',
    );
  });
});

describe('GitHub issues', () => {
  const issue = (number: number, created_at: string, rest: object = {}) => ({
    number,
    html_url: `https://github.com/example/shop/issues/${number}`,
    created_at,
    closed_at: null,
    comments: 0,
    user: { login: 'customer' },
    labels: [{ name: 'support' }, { name: 'priority: high' }],
    ...rest,
  });
  const comment = (
    login: string,
    author_association: string,
    created_at: string,
  ) => ({
    created_at,
    author_association,
    user: { login },
  });

  it('counts the first answer of somebody of the project', async () => {
    const day = '2026-02-12T10:00:00Z';
    server.answer = url => {
      if (url.pathname === '/repos/example/shop/issues/1/comments') {
        return [
          comment('customer', 'MEMBER', '2026-02-12T10:01:00Z'),
          comment('stranger', 'NONE', '2026-02-12T10:02:00Z'),
          comment('ada', 'COLLABORATOR', '2026-02-12T10:30:00Z'),
        ];
      }
      if (url.pathname !== '/repos/example/shop/issues') return undefined;
      return url.searchParams.get('page') === '1'
        ? [
            issue(1, day, { comments: 3, closed_at: '2026-02-13T09:00:00Z' }),
            issue(2, day, { labels: ['support', 'P1', 'Incident'] }),
            issue(3, day, { pull_request: { url: 'x' } }),
            issue(4, '2026-03-09T10:00:00Z'),
          ]
        : [];
    };
    const read = await months(
      collecting(github, 'example/shop', { user: undefined }),
    );
    expect(read['tickets 2026-02']).toMatchObject({
      tiers: {
        P1: { opened: 1, respondedInTarget: 0, open: 1 },
        P2: { opened: 1, respondedInTarget: 1, resolvedInTarget: 1, open: 0 },
      },
      escalated: [{ ticket: 'example/shop#2', incident: 'example/shop#2' }],
    });
    expect(server.authorization[0]).toBe('Bearer key');
  });
});

describe('reading on', () => {
  const ticket = (id: number, month: string, rest: object = {}) =>
    zendeskTicket(id, `2026-${month}-05T10:00:00Z`, rest);
  const asked = () => [
    ...new Set(
      server.asked.flatMap(
        line => /created>=(\d{4}-\d\d)/.exec(line)?.[1] ?? [],
      ),
    ),
  ];

  it('says of a month without tickets that it had none', async () => {
    server.answer = zendeskAccount([], []);
    const read = await months(collecting(zendesk, 'tags:a'));
    expect(read['tickets 2026-02']).toMatchObject({
      tiers: { P1: { opened: 0 }, P4: { opened: 0 } },
      escalated: [],
    });
  });

  it('looks again at the last two months and at those with open tickets', async () => {
    server.answer = zendeskAccount(
      [ticket(1, '01'), ticket(2, '02', { status: 'solved' })],
      [metrics(2, { solved_at: '2026-02-06T00:00:00Z' })],
    );
    const reading = collecting(zendesk, 'tags:a');
    const { cursor } = await reading.run();
    expect(asked()).toEqual(['2026-01', '2026-02', '2026-03']);
    server.asked = [];
    await reading.run(cursor);
    expect(asked()).toEqual(['2026-01', '2026-02', '2026-03']);

    server.answer = zendeskAccount(
      [ticket(1, '01', { status: 'closed' })],
      [metrics(1, { solved_at: '2026-03-01T00:00:00Z' })],
    );
    const { cursor: later } = await reading.run(cursor);
    server.asked = [];
    await reading.run(later);
    expect(asked()).toEqual(['2026-02', '2026-03']);
  });

  it('goes on where it stopped, and begins anew when something else is asked', async () => {
    server.answer = zendeskAccount([ticket(1, '01'), ticket(2, '02')], []);
    const reading = collecting(zendesk, 'tags:a', {}, 1);
    const first = await reading.run();
    expect(first.items.map(({ externalId }) => externalId)).toEqual([
      'tickets 2026-01',
    ]);
    expect(first.warnings).toEqual([
      'the tickets since 2026-02 are still to be read',
    ]);
    server.asked = [];
    await collecting(zendesk, 'tags:a').run(first.cursor);
    expect(asked()).toEqual(['2026-01', '2026-02', '2026-03']);
    server.asked = [];
    await collecting(zendesk, 'tags:b').run(first.cursor);
    expect(asked()).toEqual(['2026-01', '2026-02', '2026-03']);
  });

  it('keeps the months that were read when a later one fails', async () => {
    const account = zendeskAccount([ticket(1, '01')], []);
    server.answer = (url, body) =>
      url.search.includes('created%3E%3D2026-02')
        ? undefined
        : account(url, body);
    const { items, warnings, cursor } = await collecting(
      zendesk,
      'tags:a',
    ).run();
    expect(items.map(({ externalId }) => externalId)).toEqual([
      'tickets 2026-01',
    ]);
    expect(warnings?.[0]).toMatch(/since 2026-02 could not be read: .*404/);
    expect(JSON.parse(cursor ?? '')).toMatchObject({ next: '2026-02' });
  });

  it('stores no month of which one part fails', async () => {
    const account = zendeskAccount([ticket(1, '01')], []);
    server.answer = (url, body) =>
      url.search.includes('tags%3Ab') ? undefined : account(url, body);
    await expect(collecting(zendesk, 'tags:a,tags:b').run()).rejects.toThrow(
      '404',
    );
  });

  it('names the field of an answer that is not as documented', async () => {
    server.answer = () => ({ results: [], meta: {} });
    await expect(collecting(zendesk, 'tags:a').run()).rejects.toThrow(
      'Zendesk answered in an unknown shape: meta.has_more',
    );
  });

  it('applies to entities with the annotation', () => {
    const { collector } = collecting(zendesk, 'tags:a');
    expect(collector.appliesTo(entity({ [zendesk.annotation]: ' , ' }))).toBe(
      false,
    );
    expect(
      collector.appliesTo(entity({ [zendesk.annotation]: 'tags:a' })),
    ).toBe(true);
  });
});
