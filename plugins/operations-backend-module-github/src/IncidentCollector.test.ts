import {
  EntityProfile,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { ConfigReader } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { GithubApi } from './GithubApi';
import { IncidentCollector } from './IncidentCollector';

const MINUTE = 60_000;
const start = Date.UTC(2026, 2, 10, 12);
const iso = (minutes: number) =>
  new Date(start + minutes * MINUTE).toISOString().replace('.000Z', 'Z');
const ana = { login: 'ana', type: 'User' };
const ben = { login: 'ben', type: 'User' };
const bot = { login: 'alerts[bot]', type: 'Bot' };

type Issue = ReturnType<typeof anIssue>;

/** An issue as the REST API answers it, without what nobody reads. */
function anIssue(number: number, minute: number, more: object = {}) {
  return {
    number,
    title: `Checkout is down, ${number}`,
    state: 'open',
    state_reason: null,
    html_url: `https://github.com/example/shop/issues/${number}`,
    user: ana,
    labels: [{ name: 'incident' }, { name: 'severity/1' }] as {
      name: string;
    }[],
    created_at: iso(minute),
    updated_at: iso(minute),
    closed_at: null,
    body: null,
    ...more,
  };
}

/** GitHub as far as its documentation tells: a label filter, `since`, pages, a limit of the rate. */
class Github {
  issues: Issue[] = [];
  events = new Map<number, object[]>();
  asked: URL[] = [];
  refusals: {
    status: number;
    headers?: Record<string, string>;
    message: string;
  }[] = [];
  private server: Server | undefined;

  async listen(): Promise<string> {
    this.server = createServer((request, response) => {
      const url = new URL(request.url ?? '', 'http://127.0.0.1');
      const refusal = this.refusals.shift();
      const say = (status: number, body: unknown, headers = {}) =>
        response.writeHead(status, headers).end(JSON.stringify(body));
      if (refusal) {
        say(refusal.status, { message: refusal.message }, refusal.headers);
        return;
      }
      this.asked.push(url);
      this.answer(url, say);
    });
    const server = this.server;
    await new Promise<void>(done => {
      server.listen(0, '127.0.0.1', () => done());
    });
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  close() {
    this.server?.close();
    this.server?.closeAllConnections();
  }

  private answer(
    url: URL,
    say: (status: number, body: unknown, headers?: object) => void,
  ) {
    const [, number, timeline] =
      /^\/repos\/example\/shop\/issues(?:\/(\d+)(\/timeline)?)?$/.exec(
        url.pathname,
      ) ?? [undefined, '0'];
    const get = (name: string) => url.searchParams.get(name) ?? '';
    const size = Number(get('per_page'));
    const from = (Number(get('page') || 1) - 1) * size;
    const issue = this.issues.find(one => one.number === Number(number));
    if (timeline) {
      const events = this.events.get(Number(number)) ?? [];
      const next = new URL(url, `http://${'127.0.0.1'}`);
      next.searchParams.set('page', String(from / size + 2));
      const link = `<${next.pathname}${next.search}>; rel="next"`;
      const more = from + size < events.length;
      say(200, events.slice(from, from + size), more ? { link } : {});
    } else if (number) {
      say(issue ? 200 : 404, issue ?? { message: 'Not Found' });
    } else {
      const found = this.issues
        .filter(
          one =>
            one.updated_at >= get('since') &&
            one.labels.some(({ name }) => name === get('labels')),
        )
        .sort((a, b) => (a.updated_at < b.updated_at ? -1 : 1));
      say(200, found.slice(from, from + size));
    }
  }
}

function anEntity(slug = 'example/shop'): EntityProfile {
  return {
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
  };
}

describe('IncidentCollector', () => {
  let github: Github;
  let url: string;

  beforeEach(async () => {
    github = new Github();
    url = await github.listen();
  });

  afterEach(() => github.close());

  function collector({
    label = 'incident',
    perRun,
  }: { label?: string; perRun?: number } = {}) {
    const integrations = ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          github: [{ host: 'github.com', apiBaseUrl: url, token: 'key' }],
        },
      }),
    );
    return IncidentCollector.create({
      integrations: integrations.github,
      api: GithubApi.create({
        credentials:
          DefaultGithubCredentialsProvider.fromIntegrations(integrations),
        now: () => start,
        pause: async () => undefined,
      }),
      every: { minutes: 15 },
      label,
      perRun,
    });
  }

  const collect = (
    cursor?: string,
    minute = 1000,
    one = collector(),
    slug?: string,
  ) =>
    one.collect({
      entity: anEntity(slug),
      cursor,
      now: start + minute * MINUTE,
      signal: AbortSignal.timeout(60_000),
      readFile: async () => new Uint8Array(),
    });
  const read = async (...args: Parameters<typeof collect>) =>
    (await collect(...args)).items.map(
      ({ payload }) => payload as EvidencePayload<'incident'>,
    );

  it('reads when an incident was taken, closed, opened again and closed for good', async () => {
    github.issues = [
      anIssue(1, 0, {
        state: 'closed',
        closed_at: iso(90),
        updated_at: iso(90),
      }),
    ];
    github.events.set(1, [
      {
        event: 'labeled',
        created_at: iso(0),
        actor: ana,
        label: { name: 'incident' },
      },
      { event: 'commented', created_at: iso(1), user: bot, actor: bot },
      { event: 'commented', created_at: iso(2), user: ana, actor: ana },
      { event: 'committed', sha: 'abc' },
      { event: 'commented', created_at: iso(7), user: ben, actor: ben },
      { event: 'closed', created_at: iso(30), actor: ben },
      { event: 'reopened', created_at: iso(60), actor: ana },
      { event: 'closed', created_at: iso(90), actor: ben },
    ]);
    const { items } = await collect();
    expect(items).toMatchObject([
      {
        source: 'github',
        externalId: 'example/shop#1',
        payload: {
          severity: 'sev-1',
          status: 'resolved',
          acknowledgedAt: '2026-03-10T12:07:00.000Z',
          resolvedAt: '2026-03-10T13:30:00.000Z',
          segments: [
            {
              startedAt: '2026-03-10T12:00:00.000Z',
              endedAt: '2026-03-10T12:30:00.000Z',
            },
            {
              startedAt: '2026-03-10T13:00:00.000Z',
              endedAt: '2026-03-10T13:30:00.000Z',
            },
          ],
        },
      },
    ]);
  });

  it.each<[string, object[], number | undefined]>([
    ['nobody', [], undefined],
    ['the author writes on', [{ event: 'commented', user: ana }], undefined],
    ['a bot', [{ event: 'assigned', actor: bot, assignee: ben }], undefined],
    [
      'an app without a type',
      [{ event: 'commented', user: { login: 'ci[bot]' } }],
      undefined,
    ],
    [
      'the author assigns',
      [{ event: 'assigned', actor: ana, assignee: ben }],
      undefined,
    ],
    ['another takes it', [{ event: 'assigned', actor: ben, assignee: ben }], 0],
    ['another comments', [{ event: 'commented', user: ben }], 0],
    [
      'a label, by whomever',
      [{ event: 'labeled', actor: bot, label: { name: 'Acknowledged' } }],
      0,
    ],
    [
      'a status label',
      [{ event: 'labeled', actor: ana, label: { name: 'status: ack' } }],
      0,
    ],
    [
      'another label',
      [{ event: 'labeled', actor: ben, label: { name: 'sev-1' } }],
      undefined,
    ],
    [
      'the first counts',
      [
        { event: 'mentioned', actor: ben },
        { event: 'commented', user: ben },
        { event: 'assigned', actor: ben },
      ],
      1,
    ],
  ])('acknowledged: %s', async (_, events, index) => {
    github.issues = [anIssue(1, 0)];
    github.events.set(
      1,
      events.map((one, at) => ({ ...one, created_at: iso(5 + at) })),
    );
    const [{ acknowledgedAt }] = await read();
    expect(acknowledgedAt).toBe(
      index === undefined ? undefined : iso(5 + index).replace('Z', '.000Z'),
    );
  });

  it('reads every page of a long history, of the timeline too, run by run', async () => {
    github.issues = Array.from({ length: 450 }, (_, index) =>
      // A hundred and fifty changed in the same second, as when a label is renamed.
      anIssue(index, index < 150 ? 0 : index),
    );
    github.events.set(449, [
      ...Array.from({ length: 150 }, () => ({
        event: 'mentioned',
        created_at: iso(449),
      })),
      { event: 'commented', user: ben, created_at: iso(500) },
    ]);
    const ids = new Set<string | undefined>();
    let cursor: string | undefined;
    const runs: number[] = [];
    for (let more = true; more; ) {
      const { items, warnings, ...rest } = await collect(
        cursor,
        2000,
        collector({ perRun: 150 }),
      );
      runs.push(items.length);
      for (const { externalId } of items) ids.add(externalId);
      cursor = rest.cursor;
      more = warnings?.some(text => text.includes('still to be read')) ?? false;
    }
    expect(ids.size).toBe(450);
    expect(runs.length).toBeGreaterThan(2);
    const quiet = await collect(cursor, 2000);
    expect(quiet.items).toEqual([]);
  });

  it('then asks for what changed only', async () => {
    github.issues = [anIssue(1, 0), anIssue(2, 10)];
    const { cursor } = await collect();
    github.asked = [];
    github.issues[0] = anIssue(1, 0, {
      state: 'closed',
      closed_at: iso(60),
      updated_at: iso(60),
    });
    const next = await collect(cursor, 1100);
    expect(next.items).toMatchObject([
      { externalId: 'example/shop#1', payload: { status: 'resolved' } },
    ]);
    expect(github.asked[0].searchParams.get('since')).toBe(iso(10));
    expect(github.asked).toHaveLength(2);
  });

  it('reads again what may have changed within the second it was read in', async () => {
    github.issues = [anIssue(1, 0)];
    const { cursor } = await collect(undefined, 0);
    expect(await read(cursor, 15)).toHaveLength(1);
  });

  it('no longer counts an incident that lost its label, and leaves one that was deleted', async () => {
    github.issues = [anIssue(1, 0), anIssue(2, 0)];
    const { cursor } = await collect();
    github.issues = [
      anIssue(1, 0, { labels: [{ name: 'question' }], updated_at: iso(5) }),
    ];
    const next = await collect(cursor, 1100);
    expect(next.items).toMatchObject([
      { externalId: 'example/shop#1', payload: { status: 'cancelled' } },
    ]);
    expect((await collect(next.cursor, 1200)).items).toEqual([]);
  });

  it('takes the configured label, and only what is about the entity', async () => {
    const labels = (...names: string[]) => ({
      labels: names.map(name => ({ name })),
    });
    github.issues = [
      anIssue(1, 0, labels('outage')),
      anIssue(2, 1, labels('outage', 'service: shop')),
      anIssue(3, 2, labels('outage', 'service: search')),
      anIssue(4, 3),
      anIssue(5, 4, { ...labels('outage'), pull_request: {} }),
    ];
    const { items } = await collect(
      undefined,
      1000,
      collector({ label: 'outage' }),
    );
    expect(items.map(({ externalId }) => externalId)).toEqual([
      'example/shop#1',
      'example/shop#2',
    ]);
  });

  it('proves nothing by finding nothing', async () => {
    expect(await collect()).toMatchObject({ items: [], warnings: [] });
  });

  it('waits out a limit, keeps where it was when it lasts, and reads on', async () => {
    github.issues = [anIssue(1, 0)];
    github.refusals = [
      {
        status: 403,
        message: 'You have exceeded a secondary rate limit',
        headers: { 'retry-after': '5' },
      },
    ];
    expect(await read()).toHaveLength(1);
    github.refusals = [
      { status: 429, message: 'later', headers: { 'retry-after': '900' } },
    ];
    await expect(collect('{}')).rejects.toThrow(/asked again in 900 seconds/);
  });

  it.each([
    [
      { status: 410, message: 'Issues are disabled for this repo' },
      /issues are disabled for example\/shop/,
    ],
    [
      { status: 403, message: 'Resource not accessible by integration' },
      /permission to read issues/,
    ],
    [{ status: 404, message: 'Not Found' }, /there is no example\/shop/],
    [{ status: 200, message: 'not a list' }, /no list of issues/],
  ])('%j is said in words', async (refusal, expected) => {
    github.refusals = [refusal];
    await expect(collect()).rejects.toThrow(expected);
  });

  it('goes on with the other repositories when one fails', async () => {
    github.issues = [anIssue(1, 0)];
    const known = JSON.stringify({
      'example/gone': { since: iso(0), seen: [], open: [] },
    });
    const { items, cursor, warnings } = await collect(
      known,
      1000,
      collector(),
      'example/gone, example/shop',
    );
    expect(items).toHaveLength(1);
    expect(warnings).toEqual([expect.stringContaining('example/gone')]);
    expect(Object.keys(JSON.parse(cursor ?? ''))).toEqual([
      'example/gone',
      'example/shop',
    ]);
  });
});
