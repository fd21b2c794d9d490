import { JsonApi } from '@backstage-operations/plugin-operations-node';
import { monitoringTools } from './tools';

type Answers = Record<string, unknown>;

/** Asks a tool whose API answers by path and query; what it does not know is 404. */
async function ask(id: string, value: string, answers: Answers, link?: string) {
  const tool = monitoringTools.find(one => one.id === id);
  if (!tool) throw new Error(`no tool ${id}`);
  const settings = {
    url: tool.url ?? 'https://grafana.example.com',
    target: 0.999,
    token: 'key',
    link,
  };
  const api = JsonApi.create({
    name: tool.title,
    headers: tool.headers(settings),
    fetch: async address => {
      const { origin, pathname, search } = new URL(String(address));
      if (origin !== settings.url)
        throw new Error(`${origin} is not to be asked`);
      const answer = answers[pathname + search] ?? answers[pathname];
      return Response.json(answer ?? {}, { status: answer ? 200 : 404 });
    },
  });
  const told = await tool.ask({
    entityRef: 'component:default/shop',
    value,
    settings,
    api,
    now: 0,
    signal: AbortSignal.timeout(1000),
  });
  const [{ payload, source }] = [told].flat();
  return { source, ...payload };
}

const dashboards = (...titles: string[]) => ({
  '/api/search': titles.map((title, index) => ({
    id: index,
    uid: `u${index}`,
    title,
    url: `/d/u${index}/${title}`,
    type: 'dash-db',
    tags: ['shop'],
  })),
});

const rules = (...labels: object[]) => ({
  '/api/prometheus/grafana/api/v1/rules': {
    status: 'success',
    data: {
      groups: [
        {
          name: 'g',
          file: 'f',
          rules: labels.map(one => ({
            state: 'inactive',
            name: 'a',
            health: 'ok',
            type: 'alerting',
            labels: one,
          })),
        },
      ],
    },
  },
});

const dashboard = {
  '/api/dashboards/uid/abc-1': {
    meta: { url: '/d/abc-1/shop' },
    dashboard: { title: 'Shop' },
  },
};

const genieTeam = {
  data: { id: '90098alp9', name: 'Shop team' },
  took: 0.1,
  requestId: 'x',
};

const rootlyService = {
  data: {
    id: 's1',
    type: 'services',
    attributes: { name: 'Shop', slug: 'shop' },
  },
};

const hydrant = {
  '/v1/services?name=shop': {
    data: [
      { id: 'h2', name: 'shop-worker' },
      { id: 'h1', name: 'shop' },
    ],
    pagination: { count: 2 },
  },
};

describe('annotations that other plugins have', () => {
  it.each<[string, string, Answers, object]>([
    [
      'grafana-dashboards',
      'shop',
      dashboards('Shop'),
      {
        source: 'grafana',
        type: 'dashboard',
        title: 'Shop',
        url: 'https://grafana.example.com/d/u0/Shop',
        reachable: true,
      },
    ],
    [
      'grafana-dashboards',
      "tags @> 'shop' && tags @> 'prod'",
      dashboards('A', 'B'),
      {
        url: 'https://grafana.example.com/dashboards?tag=shop&tag=prod',
        reachable: true,
      },
    ],
    [
      'grafana-dashboards',
      "title == 'B'",
      dashboards('A', 'B'),
      { title: 'B', reachable: true },
    ],
    ['grafana-dashboards', 'shop', { '/api/search': [] }, { reachable: false }],
    [
      'grafana-overview',
      'https://grafana.example.com/d/abc-1/shop?orgId=1',
      dashboard,
      {
        title: 'Shop',
        url: 'https://grafana.example.com/d/abc-1/shop',
        reachable: true,
      },
    ],
    // Another server is not asked; a dashboard of that uid is not there.
    [
      'grafana-overview',
      'http://169.254.169.254/d/x/y',
      {},
      { reachable: false },
    ],
    [
      'grafana-alerts',
      'service=shop',
      rules({ service: 'shop' }, { service: 'x' }),
      {
        type: 'alerting-rules',
        url: 'https://grafana.example.com/alerting/list?search=label%3Aservice%3Dshop',
        reachable: true,
      },
    ],
    [
      'grafana-alerts',
      'service=shop,env=prod',
      rules({ service: 'shop' }, { env: 'prod' }),
      { reachable: false },
    ],
    [
      'grafana-alerts',
      'service',
      rules({ service: 'shop' }),
      { reachable: false },
    ],
    [
      'opsgenie',
      'tag:"shop"',
      { '/v2/alerts/count': { data: { count: 0 } } },
      {
        type: 'alerts',
        url: 'https://app.opsgenie.com/alert/list?query=tag%3A%22shop%22',
        reachable: true,
      },
    ],
    [
      'opsgenie-team',
      'Shop team',
      { '/v2/teams/Shop%20team?identifierType=name': genieTeam },
      {
        type: 'on-call-schedule',
        url: 'https://app.opsgenie.com/teams/dashboard/90098alp9/main',
        reachable: true,
      },
    ],
    ['opsgenie-team', 'Nobody', {}, { reachable: false }],
    [
      'rootly',
      'shop',
      { '/v1/services/shop': rootlyService },
      {
        title: 'Shop in Rootly',
        url: 'https://rootly.com/account/services/shop',
        reachable: true,
      },
    ],
    [
      'rootly-id',
      's1',
      { '/v1/services/s1': rootlyService },
      { source: 'rootly', reachable: true },
    ],
    ['rootly', 'gone', {}, { reachable: false }],
    [
      'firehydrant',
      'shop',
      hydrant,
      { url: 'https://app.firehydrant.io/services/h1', reachable: true },
    ],
    [
      'firehydrant',
      'sho',
      { '/v1/services?name=sho': hydrant['/v1/services?name=shop'] },
      { reachable: false },
    ],
  ])('%s: %s', async (id, value, answers, expected) => {
    expect(await ask(id, value, answers)).toMatchObject(expected);
  });

  it.each<[string, string, Answers, RegExp]>([
    ['grafana-dashboards', 'folder == 1', {}, /only tags and titles/],
    ['grafana-overview', 'shop', {}, /no address of a dashboard/],
    [
      'grafana-dashboards',
      'shop',
      { '/api/search': { message: 'x' } },
      /unknown shape/,
    ],
    [
      'grafana-alerts',
      'a=b',
      { '/api/prometheus/grafana/api/v1/rules': { status: 'error' } },
      /unknown shape/,
    ],
    [
      'opsgenie',
      'tag:',
      { '/v2/alerts/count': { message: 'Invalid query' } },
      /unknown shape/,
    ],
    [
      'firehydrant',
      'shop',
      { '/v1/services': { error: 'x' } },
      /unknown shape/,
    ],
  ])('%s: %s is refused in words', async (id, value, answers, message) => {
    await expect(ask(id, value, answers)).rejects.toThrow(message);
  });

  it('asks nothing under a name of its own twice', () => {
    const ids = monitoringTools.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const annotations = monitoringTools.map(({ annotation }) => annotation);
    expect(new Set(annotations).size).toBe(annotations.length);
  });
});
