import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { isBound } from './boundRules';
import { queriesIn } from './linksOf';
import { PrometheusClient } from './PrometheusClient';
import { PrometheusCollector } from './PrometheusCollector';

const now = Date.parse('2026-03-10T12:00:00Z');

const alerting = {
  groups: [
    {
      name: 'g',
      rules: [
        {
          type: 'alerting',
          name: 'ShopDown',
          query: 'up == 0',
          labels: { team: 'shop' },
          health: 'ok',
          alerts: [],
        },
        {
          type: 'alerting',
          name: 'ShopSlow',
          query: 'x',
          labels: { team: 'shop' },
          health: 'err',
          alerts: [],
        },
        {
          type: 'alerting',
          name: 'UpPage',
          query:
            'max(slo:sli_error:ratio_rate5m{sloth_id="shop-up", sloth_slo="up"} > 1)',
          labels: { sloth_severity: 'page', team: 'x' },
          health: 'ok',
          alerts: [
            { labels: {}, state: 'firing', activeAt: '2026-03-10T11:00:00Z' },
          ],
        },
        {
          type: 'alerting',
          name: 'OtherUpPage',
          query:
            'max(slo:sli_error:ratio_rate5m{sloth_id="other-up", sloth_slo="up"} > 1)',
          labels: { sloth_severity: 'page', team: 'x' },
          health: 'ok',
          alerts: [],
        },
        {
          type: 'alerting',
          name: 'Other',
          query: 'y',
          labels: { team: 'other' },
          health: 'ok',
          alerts: [],
        },
      ],
    },
  ],
};

/** A server that answers each query by what stands in it. */
function server(name: string, answers: Record<string, object[] | 'refused'>) {
  const queries: string[] = [];
  const send: typeof fetch = async (url, init) => {
    if (String(url).endsWith('/rules'))
      return Response.json({ status: 'success', data: alerting });
    const query = new URLSearchParams(String(init?.body)).get('query') ?? '';
    queries.push(query);
    const found =
      Object.entries(answers).find(([part]) => query.includes(part))?.[1] ?? [];
    if (found === 'refused')
      return Response.json(
        { status: 'error', error: 'parse error' },
        { status: 400 },
      );
    return Response.json({
      status: 'success',
      data: { resultType: 'vector', result: found },
    });
  };
  return {
    queries,
    client: PrometheusClient.create({
      name,
      url: `http://${name}:9090/`,
      link: `https://${name}.example.com`,
      fetch: send,
    }),
  };
}

const sample = (name: string, value: string, labels: object = {}) => ({
  metric: { __name__: name, ...labels },
  value: [now / 1000, value],
});

function collect(
  annotations: Record<string, string>,
  ...clients: PrometheusClient[]
) {
  const entity: EntityProfile = {
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
  return PrometheusCollector.create({
    clients,
    every: { minutes: 1 },
    shared: [],
  }).collect({
    entity,
    cursor: undefined,
    now,
    signal: AbortSignal.timeout(5000),
    readFile: async () => new Uint8Array(),
  });
}

const sloth = { sloth_id: 'shop-up', sloth_service: 'shop', sloth_slo: 'up' };
const slothSeries = [
  sample('slo:objective:ratio', '0.999', sloth),
  sample('slo:time_period:days', '30', sloth),
  sample('slo:sli_error:ratio_rate30d', '0.0005', {
    ...sloth,
    sloth_window: '30d',
  }),
];

describe('isBound', () => {
  const rule = (query: string, labels = {}) => ({
    name: 'A',
    query,
    labels,
    health: 'ok' as const,
    alerts: [],
  });
  it.each([
    ['sloth_id', 'shop-up', rule('x{sloth_id="shop-up", a="b"} > 1'), true],
    ['sloth_id', 'shop-up', rule('x{sloth_id = "shop-up"}'), true],
    ['sloth_id', 'shop-up', rule('x', { sloth_id: 'shop-up' }), true],
    ['sloth_id', 'shop-up', rule('x{sloth_id="other-up"}'), false],
    ['slo', 'up', rule('x{sloth_slo="up"}'), false],
    ['slo', 'up', rule('x{slo="upper"}'), false],
    ['slo', 'a.b', rule('x{slo="a-b"}'), false],
  ])('%s="%s"', (label, value, one, bound) => {
    expect(isBound(one, label, value)).toBe(bound);
  });
});

describe('PrometheusCollector', () => {
  it('binds the alerts of what Sloth records, and no other service’s', async () => {
    const { client } = server('main', { 'slo:': slothSeries });
    const { items } = await collect(
      { 'prometheus.io/service-name': 'shop' },
      client,
    );
    expect(items[0].payload).toMatchObject({
      alertRules: [{ name: 'UpPage', health: 'ok', severity: 'page' }],
      firing: [{ name: 'UpPage', startedAt: '2026-03-10T11:00:00Z' }],
    });
  });

  it('reads what Pyrra records, its objective too', async () => {
    const own = { slo: 'shop-up', team: 'shop' };
    const { client, queries } = server('main', {
      pyrra_: [
        sample('pyrra_objective', '0.99', own),
        sample('pyrra_window', '2419200', own),
        sample('pyrra_availability', '0.995', own),
        sample('http_requests:burnrate5m', '0.02', own),
      ],
    });
    const { items } = await collect(
      { 'prometheus.io/labels': 'team=shop' },
      client,
    );
    expect(items).toMatchObject([
      {
        source: 'pyrra',
        payload: {
          name: 'shop-up',
          sli: 0.995,
          window: 'P28D',
          method: 'occurrences',
        },
      },
    ]);
    expect(queries[0]).toContain('team="shop"');
  });

  it('goes on with the rest when one query is refused', async () => {
    const { client } = server('main', {
      'slo:': slothSeries,
      'sum(': 'refused',
    });
    const { items, warnings } = await collect(
      {
        'prometheus.io/service-name': 'shop',
        'prometheus.io/error-ratio': 'sum(',
      },
      client,
    );
    expect(items).toMatchObject([{ kind: 'slo', source: 'sloth' }]);
    expect(warnings).toEqual([expect.stringContaining('parse error')]);
  });

  it('fails when nothing could be asked, so that the last records stay with their age', async () => {
    const { client } = server('main', { '': 'refused' });
    await expect(
      collect({ 'prometheus.io/service-name': 'shop' }, client),
    ).rejects.toThrow(/refused query/);
  });

  it('asks only the server that the annotation names', async () => {
    const main = server('main', { 'slo:': slothSeries });
    const other = server('other', {});
    await collect(
      { 'prometheus.io/service-name': 'main' },
      main.client,
      other.client,
    );
    expect(main.queries).toHaveLength(1);
    expect(other.queries).toEqual([]);
    await collect(
      { 'prometheus.io/service-name': 'shop' },
      main.client,
      other.client,
    );
    expect(other.queries).toHaveLength(1);
  });

  it('links to the queries and alerts that annotations name, and says whether they are there', async () => {
    const { client } = server('main', { requests: [sample('requests', '1')] });
    const { items } = await collect(
      {
        'prometheus.io/rule': 'sum by (code, job) (requests)|code, gone',
        'prometheus.io/alert': 'ShopDown,ShopSlow,Nobody',
        'prometheus.io/labels': 'team=shop',
      },
      client,
    );
    expect(items.map(({ payload }) => payload)).toMatchObject([
      {
        type: 'dashboard',
        url: 'https://main.example.com/graph?g0.expr=sum+by+%28code%2C+job%29+%28requests%29&g0.tab=0',
        reachable: true,
      },
      { type: 'dashboard', title: 'Prometheus: gone', reachable: false },
      {
        type: 'alerting-rules',
        url: 'https://main.example.com/alerts?search=ShopDown',
        reachable: true,
      },
      {
        type: 'alerting-rules',
        title: 'Alerting rule ShopSlow',
        reachable: false,
      },
      {
        type: 'alerting-rules',
        title: 'Alerting rule Nobody',
        reachable: false,
      },
    ]);
    expect(items[0].observedAt).toBe('2026-03-10T00:00:00.000Z');
  });

  it.each<[string | undefined, string[]]>([
    [undefined, []],
    [' , ', []],
    ['a,b', ['a', 'b']],
    [
      'sum by (x, y) (m{a="1",b="2"})|x, other[5m]',
      ['sum by (x, y) (m{a="1",b="2"})|x', 'other[5m]'],
    ],
    ['odd) , next', ['odd)', 'next']],
  ])('finds the queries in %p', (text, queries) => {
    expect(queriesIn(text)).toEqual(queries);
  });
});
