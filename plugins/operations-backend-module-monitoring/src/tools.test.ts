import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { JsonApi } from '@backstage-operations/plugin-operations-node';
import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { MonitoringCollector } from './MonitoringCollector';
import { ToolSettings } from './MonitoringTool';
import { monitoringTools } from './tools';

const now = Date.parse('2026-03-10T12:00:00Z');

/** An answer by path and query, or by what the body has in it. */
type Answers = Record<string, unknown>;

type Case = {
  tool: string;
  what: string;
  value?: string;
  settings?: Partial<ToolSettings>;
  answers: Answers;
  expected: object | RegExp;
};

const datadogSlo = {
  data: {
    id: 'd1',
    name: 'Shop availability',
    type: 'metric',
    thresholds: [{ target: 99.9, timeframe: '30d', warning: 99.95 }],
    tags: [],
  },
  error: null,
};

const datadogHistory = (value: number | null, errors: object[] = []) => ({
  data: {
    from_ts: 1,
    to_ts: 2,
    type: 'metric',
    overall: { name: 'Shop', sli_value: value, span_precision: 2 },
    thresholds: { '30d': { target: 99.9, timeframe: '30d' } },
  },
  errors,
});

const dynatraceSlo = (rest: object) => ({
  id: 'x1',
  name: 'Shop latency',
  enabled: true,
  target: 95,
  warning: 97.5,
  timeframe: '-1d',
  evaluatedPercentage: 96.5,
  errorBudget: 1.5,
  status: 'WARNING',
  error: 'NONE',
  ...rest,
});

const newrelicLevel = {
  data: {
    actor: {
      entity: {
        serviceLevel: {
          indicators: [
            {
              name: 'Shop success',
              objectives: [
                {
                  target: 99.5,
                  timeWindow: { rolling: { count: 7, unit: 'DAY' } },
                },
              ],
              resultQueries: { indicator: { nrql: 'SELECT sli FROM Metric' } },
            },
          ],
        },
      },
    },
  },
};

const newrelicResult = (row: object[]) => ({
  data: { actor: { account: { nrql: { results: row } } } },
});

const pingdom = (totalup: number, totaldown: number) => ({
  '/api/3.1/checks/v': { check: { id: 85975, name: 'Shop', status: 'up' } },
  '/api/3.1/summary.average/v': {
    summary: {
      responsetime: { from: 1, to: 2, avgresponse: 100 },
      status: { totalup, totaldown, totalunknown: 600 },
    },
  },
});

const robot = (rest: object) => ({
  '/v2/getMonitors': {
    stat: 'ok',
    pagination: { offset: 0, limit: 50, total: 1 },
    monitors: [
      {
        id: 777,
        friendly_name: 'Shop',
        url: 'https://shop.example.com',
        type: 1,
        status: 2,
        custom_uptime_ratio: '99.982',
        ...rest,
      },
    ],
  },
});

const link = { link: 'https://explore.example.com/?q={value}' };

const loki = (result: object[]) => ({
  '/loki/api/v1/query': {
    status: 'success',
    data: { resultType: 'vector', result, stats: {} },
  },
});

const elastic = (count: number, failed = 0) => ({
  '/logs-shop/_count': {
    count,
    _shards: { total: 5, successful: 5 - failed, skipped: 0, failed },
  },
});

const cases: Case[] = [
  {
    tool: 'datadog',
    what: 'an SLO over its own timeframe',
    answers: {
      '/api/v1/slo/v': datadogSlo,
      '/api/v1/slo/v/history': datadogHistory(99.95),
    },
    expected: {
      name: 'Shop availability',
      objective: 'availability',
      target: 0.999,
      window: 'P30D',
      method: 'occurrences',
      sli: 0.9995,
      state: 'ok',
    },
  },
  {
    tool: 'datadog',
    what: 'no data without a value',
    answers: {
      '/api/v1/slo/v': datadogSlo,
      '/api/v1/slo/v/history': datadogHistory(null),
    },
    expected: { sli: null, state: 'no-data', errorBudgetRemaining: null },
  },
  {
    tool: 'datadog',
    what: 'no data where the history has errors beside a value',
    answers: {
      '/api/v1/slo/v': datadogSlo,
      '/api/v1/slo/v/history': datadogHistory(100, [{ error: 'timed out' }]),
    },
    expected: { sli: null, state: 'no-data' },
  },
  {
    tool: 'datadog',
    what: 'an error body is no SLO',
    answers: { '/api/v1/slo/v': { errors: ['SLO not found'] } },
    expected: /unknown shape: data/,
  },
  {
    tool: 'dynatrace',
    what: 'an SLO that has overspent',
    answers: {
      '/api/v2/slo/v': dynatraceSlo({ evaluatedPercentage: 90 }),
    },
    expected: {
      objective: 'latency',
      window: 'P1D',
      target: 0.95,
      sli: 0.9,
      state: 'breached',
    },
  },
  {
    tool: 'dynatrace',
    what: 'minus one is no data',
    answers: { '/api/v2/slo/v': dynatraceSlo({ evaluatedPercentage: -1 }) },
    expected: { sli: null, state: 'no-data' },
  },
  {
    tool: 'dynatrace',
    what: 'an error in its evaluation is no data',
    answers: { '/api/v2/slo/v': dynatraceSlo({ error: 'METRIC_NOT_FOUND' }) },
    expected: { sli: null, state: 'no-data' },
  },
  {
    tool: 'dynatrace',
    what: 'a target of 100 % is refused',
    answers: { '/api/v2/slo/v': dynatraceSlo({ target: 100 }) },
    expected: /leaves no error budget/,
  },
  {
    tool: 'newrelic',
    what: 'a service level and the result of its query',
    settings: { account: 42 },
    answers: {
      'serviceLevel {': newrelicLevel,
      'SINCE 7 days ago': newrelicResult([{ SLI: 99.9 }]),
    },
    expected: { target: 0.995, window: 'P7D', sli: 0.999, state: 'ok' },
  },
  {
    tool: 'newrelic',
    what: 'no row is no data',
    settings: { account: 42 },
    answers: {
      'serviceLevel {': newrelicLevel,
      'SINCE 7 days ago': newrelicResult([{ SLI: null }]),
    },
    expected: { sli: null, state: 'no-data' },
  },
  {
    tool: 'newrelic',
    what: 'an error of GraphQL, which has status 200',
    settings: { account: 42 },
    answers: { 'serviceLevel {': { errors: [{ message: 'no such guid' }] } },
    expected: /unknown shape/,
  },
  {
    tool: 'pingdom',
    what: 'seconds up of those that are known',
    answers: pingdom(9990, 10),
    expected: {
      name: 'Shop uptime',
      objective: 'availability',
      target: 0.999,
      sli: 0.999,
      state: 'ok',
    },
  },
  {
    tool: 'pingdom',
    what: 'a check that knows nothing',
    answers: pingdom(0, 0),
    expected: { sli: null, state: 'no-data' },
  },
  {
    tool: 'uptimerobot',
    what: 'the ratio of 30 days',
    value: '777',
    settings: { target: 0.9999 },
    answers: robot({}),
    expected: { name: 'Shop uptime', sli: 0.99982, state: 'breached' },
  },
  {
    tool: 'uptimerobot',
    what: 'a paused monitor',
    value: '777',
    answers: robot({ status: 0, custom_uptime_ratio: '100.000' }),
    expected: { sli: null, state: 'no-data' },
  },
  {
    tool: 'uptimerobot',
    what: 'a refused key, which has status 200',
    answers: {
      '/v2/getMonitors': {
        stat: 'fail',
        error: { type: 'invalid_parameter', message: 'api_key is invalid.' },
      },
    },
    expected: /api_key is invalid/,
  },
  {
    tool: 'grafana',
    what: 'a dashboard that is there',
    answers: {
      '/api/dashboards/uid/v': {
        meta: { url: '/d/v/shop', slug: 'shop' },
        dashboard: { uid: 'v', title: 'Shop' },
      },
    },
    expected: {
      type: 'dashboard',
      title: 'Shop',
      url: expect.stringMatching(/^http:\/\/127[^ ]+\/d\/v\/shop$/),
      reachable: true,
    },
  },
  {
    tool: 'grafana',
    what: 'one that is gone',
    answers: {},
    expected: { reachable: false },
  },
  {
    tool: 'loki',
    what: 'lines of the last day',
    value: '{app="shop", env="prod"}',
    settings: link,
    answers: loki([{ metric: {}, value: [1, '12'] }]),
    expected: {
      url: 'https://explore.example.com/?q=%7Bapp%3D%22shop%22%2C%20env%3D%22prod%22%7D',
      type: 'logs',
      reachable: true,
    },
  },
  {
    tool: 'loki',
    what: 'no lines',
    settings: link,
    answers: loki([]),
    expected: { reachable: false },
  },
  {
    tool: 'elasticsearch',
    what: 'matching documents',
    value: 'logs-shop?service:shop',
    settings: link,
    answers: elastic(3),
    expected: { type: 'logs', reachable: true },
  },
  {
    tool: 'elasticsearch',
    what: 'none',
    value: 'logs-shop',
    settings: link,
    answers: elastic(0),
    expected: { reachable: false },
  },
  {
    tool: 'elasticsearch',
    what: 'none found because shards failed is not none',
    value: 'logs-shop',
    settings: link,
    answers: elastic(0, 2),
    expected: /2 shards/,
  },
  {
    tool: 'jaeger',
    what: 'a service that it has heard of',
    answers: { '/api/services': { data: ['v'], total: 1, errors: null } },
    expected: { type: 'traces', reachable: true, title: 'Traces of v' },
  },
  {
    tool: 'jaeger',
    what: 'one that it has not',
    answers: { '/api/services': { data: null, total: 0, errors: null } },
    expected: { reachable: false },
  },
  {
    tool: 'tempo',
    what: 'a service with spans',
    settings: link,
    answers: {
      '/api/v2/search/tag/resource.service.name/values': {
        tagValues: [{ type: 'string', value: 'v' }],
      },
    },
    expected: { type: 'traces', reachable: true },
  },
  {
    tool: 'tempo',
    what: 'no link is configured',
    answers: {
      '/api/v2/search/tag/resource.service.name/values': { tagValues: [] },
    },
    expected: /tempo.link is not configured/,
  },
];

describe('monitoring tools', () => {
  let server: Server;
  let url: string;
  let answers: Answers;

  beforeAll(async () => {
    server = createServer((request, response) => {
      let body = '';
      request.on('data', chunk => {
        body += chunk;
      });
      request.on('end', () => {
        const { pathname } = new URL(request.url ?? '', 'http://tool');
        const key = Object.keys(answers).find(
          one => one === pathname || (one.includes(' ') && body.includes(one)),
        );
        response.writeHead(key === undefined ? 404 : 200);
        response.end(JSON.stringify(key === undefined ? {} : answers[key]));
      });
    });
    await new Promise<void>(resolve => {
      server.listen(0, '127.0.0.1', () => resolve());
    });
    url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  function collectorOf(id: string, settings: Partial<ToolSettings> = {}) {
    const tool = monitoringTools.find(one => one.id === id);
    if (!tool) throw new Error(`no tool ${id}`);
    const all = { url, target: 0.999, token: 'key', ...settings };
    return {
      tool,
      collector: MonitoringCollector.create({
        tool,
        settings: all,
        api: JsonApi.create({ name: tool.title, headers: tool.headers(all) }),
        every: { minutes: 5 },
      }),
    };
  }

  const entity = (annotation: string, value: string): EntityProfile => ({
    entityRef: 'component:default/shop',
    uid: 'u',
    kind: 'component',
    namespace: 'default',
    name: 'shop',
    annotations: { [annotation]: value },
    labels: {},
    tags: [],
    relations: [],
    links: [],
  });

  const collect = (
    { tool, collector }: ReturnType<typeof collectorOf>,
    value: string,
  ) =>
    collector.collect({
      entity: entity(tool.annotation, value),
      cursor: undefined,
      now,
      signal: AbortSignal.timeout(5000),
      readFile: async () => new Uint8Array(),
    });

  const named = (list: Case[]) =>
    list.map(one => [`${one.tool}: ${one.what}`, one] as const);

  it.each(named(cases.filter(one => !(one.expected instanceof RegExp))))(
    '%s',
    async (_, { tool, value = 'v', settings, expected, ...rest }) => {
      answers = rest.answers;
      const { items } = await collect(collectorOf(tool, settings), value);
      expect(items).toHaveLength(1);
      expect(items[0]).toMatchObject({ source: tool, externalId: value });
      expect(items[0].payload).toMatchObject(expected);
    },
  );

  it.each(named(cases.filter(one => one.expected instanceof RegExp)))(
    '%s',
    async (_, { tool, value = 'v', settings, expected, ...rest }) => {
      answers = rest.answers;
      await expect(collect(collectorOf(tool, settings), value)).rejects.toThrow(
        expected as RegExp,
      );
    },
  );

  it('asks for several, and one that fails keeps no other from being read', async () => {
    answers = { '/api/v2/slo/a': dynatraceSlo({}) };
    const { items, warnings } = await collect(
      collectorOf('dynatrace'),
      'a, gone',
    );
    expect(items).toHaveLength(1);
    expect(warnings).toEqual(['Dynatrace answered 404']);
  });

  it('knows every tool by another annotation, and applies only where it is', () => {
    const names = new Set(monitoringTools.map(tool => tool.annotation));
    expect(names.size).toBe(monitoringTools.length);
    const { tool, collector } = collectorOf('pingdom');
    expect(collector.appliesTo(entity(tool.annotation, '1'))).toBe(true);
    expect(collector.appliesTo(entity(tool.annotation, ' '))).toBe(false);
  });
});
