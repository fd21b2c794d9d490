import {
  applyScan,
  emptyLedger,
  EntityProfile,
  EvidenceInput,
  parseEvidenceInput,
  Scan,
} from '@backstage-operations/plugin-operations-common';
import { ConfigReader } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import {
  createServer,
  IncomingMessage,
  Server,
  ServerResponse,
} from 'node:http';
import { AddressInfo } from 'node:net';
import { DependabotCollector } from './DependabotCollector';
import { GithubApi } from './GithubApi';

const HOUR = 3_600_000;
const now = Date.UTC(2026, 2, 10, 12);
const iso = (at: number) => new Date(at).toISOString().replace('.000Z', 'Z');

interface Alert {
  number: number;
  state: string;
  created_at: string;
  updated_at: string;
}

/** An alert as the documentation of the REST API shows it, without what nobody reads. */
function anAlert(number: number, more: object = {}): Alert {
  const at = iso(now - (1_000 - number) * HOUR);
  return {
    number,
    state: 'open',
    created_at: at,
    updated_at: at,
    ...{
      html_url: `https://github.com/Example/Shop/security/dependabot/${number}`,
      fixed_at: null,
      dismissed_at: null,
      dependency: {
        package: { ecosystem: 'npm', name: `library-${number}` },
        manifest_path: 'package-lock.json',
        scope: 'runtime',
      },
      security_advisory: {
        ghsa_id: `GHSA-${number}`,
        cve_id: `CVE-2026-${1_000 + number}`,
        summary: 'Prototype pollution',
        severity: 'high',
        published_at: '2026-01-01T00:00:00Z',
        withdrawn_at: null,
      },
      security_vulnerability: {
        severity: 'high',
        first_patched_version: { identifier: '2.0.0' },
      },
    },
    ...more,
  };
}

/** GitHub as far as its documentation tells: pages by cursor, rate limits, refusals. */
class Github {
  alerts: Alert[] = [];
  asked: URL[] = [];
  /** Answers given before anything else. */
  refusals: {
    status: number;
    headers?: Record<string, string>;
    message?: string;
  }[] = [];
  private readonly server: Server = createServer((request, response) =>
    this.answer(request, response),
  );
  private base = '';

  async listen(): Promise<string> {
    await new Promise<void>(resolve => {
      this.server.listen(0, '127.0.0.1', () => resolve());
    });
    const { port } = this.server.address() as AddressInfo;
    this.base = `http://127.0.0.1:${port}`;
    return this.base;
  }

  close() {
    this.server.close();
    this.server.closeAllConnections();
  }

  private answer(request: IncomingMessage, response: ServerResponse) {
    const url = new URL(request.url ?? '', this.base);
    const say = (status: number, body: object, headers: object = {}) => {
      response.writeHead(status, {
        'content-type': 'application/json; charset=utf-8',
        ...headers,
      });
      response.end(JSON.stringify(body));
    };
    const refusal = this.refusals.shift();
    if (refusal) {
      const { status, headers, message = 'API rate limit exceeded' } = refusal;
      say(status, { message }, headers);
      return;
    }
    if (request.headers.authorization !== 'Bearer key') {
      say(401, { message: 'Bad credentials' });
      return;
    }
    this.asked.push(url);
    if (url.pathname !== '/repos/example/shop/dependabot/alerts') {
      say(404, { message: 'Not Found' });
      return;
    }
    const by =
      url.searchParams.get('sort') === 'updated' ? 'updated' : 'created';
    const sign = url.searchParams.get('direction') === 'asc' ? 1 : -1;
    const sorted = [...this.alerts].sort(
      (a, b) => sign * (a[`${by}_at`] < b[`${by}_at`] ? -1 : 1),
    );
    const size = Number(url.searchParams.get('per_page'));
    const from = Number(url.searchParams.get('after') ?? 0);
    const next = new URL(url);
    next.searchParams.set('after', String(from + size));
    const link =
      from + size < sorted.length
        ? { link: `<${next}>; rel="next", <${url}>; rel="first"` }
        : {};
    say(200, sorted.slice(from, from + size), link);
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

describe('DependabotCollector', () => {
  let github: Github;
  let url: string;
  let waits: number[];
  let clock: number;

  beforeEach(async () => {
    github = new Github();
    url = await github.listen();
    waits = [];
    clock = now;
  });

  afterEach(() => github.close());

  function collector(token?: string | null) {
    const integrations = ScmIntegrations.fromConfig(
      new ConfigReader({
        integrations: {
          github: [
            {
              host: 'github.com',
              apiBaseUrl: url,
              ...(token === null ? {} : { token: token ?? 'key' }),
            },
          ],
        },
      }),
    );
    return DependabotCollector.create({
      integrations: integrations.github,
      api: GithubApi.create({
        credentials:
          DefaultGithubCredentialsProvider.fromIntegrations(integrations),
        now: () => clock,
        pause: async length => {
          waits.push(length);
          clock += length;
        },
      }),
      every: { minutes: 15 },
      fullEvery: 24 * HOUR,
    });
  }

  const collect = (
    one: DependabotCollector,
    cursor?: string,
    at = now,
    entity = anEntity(),
  ) =>
    one.collect({
      entity,
      cursor,
      now: at,
      signal: AbortSignal.timeout(60_000),
      readFile: async () => new Uint8Array(),
    });

  const scanOf = ({ items }: { items: EvidenceInput[] }) =>
    items.map(({ payload }) => payload as Scan);

  it('applies to entities that name their repository', () => {
    expect(collector().appliesTo(anEntity())).toBe(true);
    expect(collector().appliesTo(anEntity(' '))).toBe(false);
  });

  it('lists every page the first time, in all states', async () => {
    github.alerts = Array.from({ length: 230 }, (_, index) => anAlert(index));
    const [scan] = scanOf(await collect(collector()));
    expect(github.asked).toHaveLength(3);
    expect(github.asked[0].searchParams.has('state')).toBe(false);
    expect(scan).toMatchObject({ scope: 'example/shop', status: 'success' });
    expect(scan.partial).toBeUndefined();
    expect(
      new Set(scan.findings?.map(({ vulnerability }) => vulnerability)).size,
    ).toBe(230);
  });

  it('takes a repository without alerts for a good scan', async () => {
    expect(scanOf(await collect(collector()))).toMatchObject([
      { status: 'success', findings: [] },
    ]);
  });

  it('then reads only what changed, which closes nothing but what GitHub says is fixed', async () => {
    github.alerts = Array.from({ length: 230 }, (_, index) => anAlert(index));
    const first = await collect(collector());
    github.asked = [];
    const quiet = await collect(collector(), first.cursor, now + HOUR);
    expect(quiet.items).toEqual([]);
    expect(github.asked).toHaveLength(1);

    const fixedAt = iso(now + 2 * HOUR);
    github.alerts[7] = anAlert(7, {
      state: 'fixed',
      fixed_at: fixedAt,
      updated_at: fixedAt,
    });
    const later = await collect(collector(), quiet.cursor, now + 3 * HOUR);
    expect(scanOf(later)).toMatchObject([{ partial: true }]);
    const ledger = [...scanOf(first), ...scanOf(later)].reduce(
      applyScan,
      emptyLedger,
    );
    const closed = [...ledger.findings.values()].filter(
      ({ episodes }) => episodes[0].closedAt !== undefined,
    );
    expect(closed.map(({ vulnerability }) => vulnerability)).toEqual([
      'CVE-2026-1007',
    ]);
    expect(closed[0].episodes[0].closedAt).toBe(now + 2 * HOUR);
  });

  it('misses none of the alerts of one second, and repeats none', async () => {
    const at = { updated_at: iso(now) };
    github.alerts = [anAlert(1, at)];
    const first = await collect(collector());
    github.alerts.push(anAlert(2, at));
    const second = await collect(collector(), first.cursor, now + HOUR);
    expect(
      scanOf(second).flatMap(({ findings = [] }) =>
        findings.map(({ vulnerability }) => vulnerability),
      ),
    ).toEqual(['GHSA-2']);
    github.alerts.push(anAlert(3, at));
    const third = await collect(collector(), second.cursor, now + 2 * HOUR);
    expect(scanOf(third)[0].findings).toHaveLength(1);
    const fourth = await collect(collector(), third.cursor, now + 3 * HOUR);
    expect(fourth.items).toEqual([]);
  });

  it('lets go of a repository that the entity no longer names', async () => {
    github.alerts = [anAlert(1)];
    const first = await collect(collector());
    const old = (first.cursor ?? '').replace('example/shop', 'example/old');
    const next = await collect(collector(), old, now + HOUR);
    expect(scanOf(next)).toMatchObject([
      { scope: 'example/shop', findings: [{}] },
      { scope: 'example/old', status: 'success', retired: true },
    ]);
    for (const item of next.items) {
      expect(parseEvidenceInput(item, { now: now + HOUR }).ok).toBe(true);
    }
    const last = await collect(collector(), next.cursor, now + 2 * HOUR);
    expect(last.items).toEqual([]);
  });

  it('lists all again after a day', async () => {
    github.alerts = [anAlert(1)];
    const first = await collect(collector());
    const next = await collect(collector(), first.cursor, now + 24 * HOUR);
    expect(scanOf(next)[0].partial).toBeUndefined();
  });

  it('waits as long as the limit says, and gives up for this run when it lasts', async () => {
    github.alerts = [anAlert(1)];
    github.refusals = [
      { status: 429, headers: { 'retry-after': '7' } },
      {
        status: 403,
        headers: {
          'x-ratelimit-remaining': '0',
          'x-ratelimit-reset': String(now / 1000 + 27),
        },
      },
    ];
    expect((await collect(collector())).items).toHaveLength(1);
    expect(waits).toEqual([7_000, 20_000]);

    const one = collector();
    github.asked = [];
    github.refusals = [
      {
        status: 403,
        message: 'You have exceeded a secondary rate limit.',
      },
    ];
    await expect(collect(one)).rejects.toThrow(/again in 60 seconds/);
    // The next entity does not ask either.
    await expect(collect(one)).rejects.toThrow(/again in 60 seconds/);
    expect(github.asked).toEqual([]);
  });

  it.each([
    [
      {
        status: 403,
        message: 'Dependabot alerts are disabled for this repository.',
      },
      /are disabled for example\/shop/,
    ],
    [
      { status: 403, message: 'Resource not accessible by integration' },
      /permission to read Dependabot alerts/,
    ],
    [{ status: 301, message: 'Moved Permanently' }, /has moved/],
    [{ status: 502, message: 'Bad gateway' }, /answered 502/],
    [{ status: 200, message: 'unexpected' }, /no list of Dependabot alerts/],
  ])('says of %j what is wrong', async (refusal, message) => {
    github.refusals = [refusal];
    await expect(collect(collector())).rejects.toThrow(message);
  });

  it('says that the credential is wrong or missing, and never what it is', async () => {
    const failed = collect(collector('wrong-key'));
    await expect(failed).rejects.toThrow(/401, the credential/);
    await expect(failed).rejects.not.toThrow(/wrong-key/);
    await expect(collect(collector(null))).rejects.toThrow(/neither a token/);
  });

  it('reads the other repositories when one can not be read', async () => {
    github.alerts = [anAlert(1)];
    const entity = anEntity('example/gone, example/shop');
    const first = await collect(collector(), undefined, now, entity);
    expect(scanOf(first)).toMatchObject([{ scope: 'example/shop' }]);
    expect(first.warnings).toEqual([expect.stringContaining('example/gone')]);
    expect(Object.keys(JSON.parse(first.cursor ?? ''))).toEqual([
      'example/shop',
    ]);
  });
});
