import { JsonApi } from '@backstage-operations/plugin-operations-node';
import { MonitoringTool } from './MonitoringTool';
import { elasticsearch } from './tools/elasticsearch';
import { datadog } from './tools/datadog';
import { newrelic } from './tools/newrelic';
import { pingdom } from './tools/pingdom';
import { uptimerobot } from './tools/uptimerobot';

const now = Date.parse('2026-03-10T12:00:00Z');
const DAY = 86_400;

/** What the tool says when each request is answered by what its address, or its query, has in it. */
async function told(
  tool: MonitoringTool,
  answers: Record<string, unknown>,
  value = 'v',
) {
  const answer = async (url: string, body?: object) => {
    const asked = `${url} ${JSON.stringify(body ?? '')}`;
    return Object.entries(answers).find(([part]) => asked.includes(part))?.[1];
  };
  const api = { get: answer, post: answer, form: answer };
  const items = await tool.ask({
    entityRef: 'component:default/shop',
    value,
    settings: {
      url: 'http://tool',
      target: 0.999,
      account: 1,
      link: 'https://link/{value}',
    },
    api: api as unknown as JsonApi,
    now,
    signal: AbortSignal.timeout(1000),
  });
  return [items].flat();
}

const since = (days: number) => `from_ts=${now / 1000 - days * DAY}`;

it('reads every timeframe of an SLO of Datadog: a good week hides no bad month', async () => {
  const history = (sli: number) => ({ data: { overall: { sli_value: sli } } });
  const items = await told(datadog, {
    [since(7)]: history(100),
    [since(30)]: history(99),
    '/slo/v': {
      data: {
        name: 'Shop',
        type: 'metric',
        thresholds: [
          { target: 99.9, timeframe: '7d' },
          { target: 99.5, timeframe: '30d' },
        ],
      },
    },
  });
  expect(items).toMatchObject([
    { externalId: 'v/7d', payload: { name: 'Shop (7d)', state: 'ok' } },
    {
      externalId: 'v/30d',
      payload: {
        name: 'Shop (30d)',
        window: 'P30D',
        target: 0.995,
        state: 'breached',
      },
    },
  ]);
  expect(items[0].payload).not.toHaveProperty('part');
});

it('reads every objective of a service level of New Relic', async () => {
  const objective = (target: number, count: number) => ({
    target,
    timeWindow: { rolling: { count, unit: 'DAY' } },
  });
  const result = (sli: number) => ({
    data: { actor: { account: { nrql: { results: [{ sli }] } } } },
  });
  const items = await told(newrelic, {
    'SINCE 7 days': result(99.9),
    'SINCE 28 days': result(90),
    serviceLevel: {
      data: {
        actor: {
          entity: {
            serviceLevel: {
              indicators: [
                {
                  name: 'Shop',
                  objectives: [objective(99, 7), objective(95, 28)],
                  resultQueries: { indicator: { nrql: 'SELECT x' } },
                },
              ],
            },
          },
        },
      },
    },
  });
  expect(items.map(({ payload }) => payload)).toMatchObject([
    { name: 'Shop (7d)', state: 'ok' },
    { name: 'Shop (28d)', state: 'breached', sli: 0.9 },
  ]);
});

it('asks Elasticsearch for the whole query, question marks and all', async () => {
  const answer = { count: 1, _shards: { failed: 0 } };
  const items = await told(
    elasticsearch,
    { '/logs-*/_count?q=code%3A5%3F%3F': answer },
    'logs-*?code:5??',
  );
  expect(items).toMatchObject([{ payload: { reachable: true } }]);
});

describe('how much was observed', () => {
  const check = (status: string, totalup: number) => ({
    '/checks/': { check: { name: 'Shop', status } },
    '/summary.average/': {
      summary: { status: { totalup, totaldown: 0, totalunknown: 0 } },
    },
  });
  const monitor = (created: number) => ({
    getMonitors: {
      stat: 'ok',
      monitors: [
        {
          id: 'v',
          friendly_name: 'Shop',
          status: 2,
          create_datetime: created,
          custom_uptime_ratio: '100.000',
        },
      ],
    },
  });

  it.each<[string, MonitoringTool, object, number, number | null]>([
    ['Pingdom', pingdom, check('up', 3 * DAY), 0.1, 1],
    ['Pingdom, paused', pingdom, check('paused', 30 * DAY), 1, null],
    ['UptimeRobot', uptimerobot, monitor(now / 1000 - 6 * DAY), 0.2, 1],
    ['UptimeRobot, old', uptimerobot, monitor(0), 1, 1],
  ])('%s', async (_, tool, answers, coverage, sli) => {
    const [{ payload }] = await told(tool, answers as Record<string, unknown>);
    expect(payload).toMatchObject({ coverage, sli });
  });
});
