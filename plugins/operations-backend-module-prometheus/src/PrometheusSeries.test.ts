import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { PrometheusClient } from './PrometheusClient';
import { PrometheusSeries } from './PrometheusSeries';

const now = Date.parse('2026-03-10T12:00:00Z');
const HOUR = 3_600_000;
const DAY = 24 * HOUR;

const openSlo = (method: string, window: string, objective: string) => `
apiVersion: openslo/v1
kind: SLO
metadata: { name: uptime }
spec:
  service: shop
  budgetingMethod: ${method}
  timeWindow: [{ duration: ${window}, isRolling: true }]
  indicator:
    metadata: { name: good }
    spec:
      ratioMetric:
        counter: true
        bad: { metricSource: { type: Prometheus, spec: { query: bad_total } } }
        total: { metricSource: { type: Prometheus, spec: { query: all_total } } }
  objectives: [${objective}]
`;

type Asked = { query: string; start: number; end: number; step: number };

/** A server on which a function of query and instant (milliseconds) gives the value of every point. */
function serving(value: (query: string, at: number) => number | undefined) {
  const asked: Asked[] = [];
  const send: typeof fetch = async (url, init) => {
    const form = new URLSearchParams(String(init?.body));
    const query = form.get('query') ?? '';
    const text = (number: number) => String(number);
    if (String(url).endsWith('/query')) {
      const at = Number(form.get('time'));
      const found = value(query, at * 1000);
      const result =
        found === undefined ? [] : [{ metric: {}, value: [at, text(found)] }];
      return Response.json({
        status: 'success',
        data: { resultType: 'vector', result },
      });
    }
    const [start, end, step] = ['start', 'end', 'step'].map(name =>
      Number(form.get(name)),
    );
    asked.push({ query, start, end, step });
    const values: [number, string][] = [];
    for (let at = start; at <= end; at += step) {
      const found = value(query, at * 1000);
      if (found !== undefined) values.push([at, text(found)]);
    }
    return Response.json({
      status: 'success',
      data: {
        resultType: 'matrix',
        result: values.length > 0 ? [{ metric: {}, values }] : [],
      },
    });
  };
  const client = PrometheusClient.create({
    name: 'fake',
    url: 'http://fake',
    fetch: send,
  });
  return { client, asked };
}

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

async function plot(
  client: PrometheusClient,
  options: {
    file?: string;
    annotations?: Record<string, string>;
    from: number;
  },
) {
  const provider = PrometheusSeries.create({ clients: [client], shared: [] });
  return provider.series({
    entity: entity(
      options.annotations ?? { 'backstage-operations.io/slos': 'slo.yaml' },
    ),
    slo: 'uptime',
    from: options.from,
    to: now,
    maxPoints: 10,
    signal: AbortSignal.timeout(5000),
    readFile: async () => new TextEncoder().encode(options.file),
  });
}

describe('the plot of an SLO', () => {
  it('slides the window over steps: one bad day is in every window that reaches back to it', async () => {
    const broken = now - 5 * DAY;
    const { client, asked } = serving((query, at) => {
      if (query.includes('bad_total')) {
        return at > broken - DAY && at <= broken ? 50 : 0;
      }
      return 100;
    });
    const series = await plot(client, {
      file: openSlo('Occurrences', '2d', '{ target: 0.9 }'),
      from: now - 10 * DAY,
    });
    expect(series).toMatchObject({ target: 0.9, window: 'P2D' });
    expect(asked[0].query).toBe('sum(increase(bad_total[86400s]))');
    expect(
      series?.points.map(({ at, sli }) => [(at - now) / DAY, sli]),
    ).toEqual([
      [-9, 1],
      [-8, 1],
      [-7, 1],
      [-6, 1],
      [-5, 0.75],
      [-4, 0.75],
      [-3, 1],
      [-2, 1],
      [-1, 1],
      [0, 1],
    ]);
  });

  it('tells how it went since the point before, whatever the window still holds', async () => {
    const { client } = serving((query, at) => {
      const bad = at > now - 5 * DAY && at <= now - 4 * DAY;
      return query.includes('bad_total') ? Number(bad) * 50 : 100;
    });
    const series = await plot(client, {
      file: openSlo('Occurrences', '2d', '{ target: 0.9 }'),
      from: now - 10 * DAY,
    });
    const recent = series?.points.map(({ at, recentSli }) => [
      (at - now) / DAY,
      recentSli,
    ]);
    expect(recent?.slice(4, 7)).toEqual([
      [-5, 1],
      [-4, 0.5],
      [-3, 1],
    ]);
  });

  it('is null where there was no traffic and where the samples contradict each other', async () => {
    const { client } = serving((query, at) => {
      const hours = (at - now) / HOUR;
      if (query.includes('bad_total')) return hours > -3 ? 200 : 0;
      if (hours <= -6) return undefined;
      return hours <= -3 ? 0 : 100;
    });
    const series = await plot(client, {
      file: openSlo('Occurrences', '1h', '{ target: 0.9 }'),
      from: now - 10 * HOUR,
    });
    const states = series?.points.map(({ sli, state }) => [sli, state]);
    expect(states?.slice(0, 7)).toEqual(
      Array.from({ length: 7 }, () => [null, 'no-data']),
    );
    expect(states?.slice(7)).toEqual(
      Array.from({ length: 3 }, () => [null, 'inconsistent']),
    );
  });

  it('counts whole slices, and leaves it to what is stored when there are too many', async () => {
    const { client } = serving((query, at) => {
      if (!query.includes('bad_total')) return 100;
      return at > now - 15 * 60_000 ? 30 : 0;
    });
    const slices = openSlo(
      'Timeslices',
      '1h',
      '{ target: 0.9, timeSliceTarget: 0.8, timeSliceWindow: 5m }',
    );
    const series = await plot(client, { file: slices, from: now - HOUR });
    expect(series?.points.at(-1)?.sli).toBeCloseTo(9 / 12);
    expect(
      await plot(client, { file: slices, from: now - 100 * DAY }),
    ).toBeUndefined();
  });

  it('asks in parts that a server takes', async () => {
    const { client, asked } = serving(() => 1);
    const [series] = await client.queryRange(
      'up',
      { from: now - 25_000_000, to: now, step: 1000 },
      AbortSignal.timeout(5000),
    );
    expect(series.points).toHaveLength(25_001);
    expect(asked).toHaveLength(3);
    expect(
      Math.max(...asked.map(({ start, end }) => end - start)),
    ).toBeLessThan(11_000);
  });

  it('takes what Sloth recorded, never a ratio that can not be', async () => {
    const { client } = serving((query, at) => {
      if (query.startsWith('slo:objective')) return 0.99;
      if (query.startsWith('slo:time_period')) return 30;
      return at > now - DAY ? 7 : 0.005;
    });
    const series = await plot(client, {
      annotations: { 'prometheus.io/service-name': 'shop' },
      from: now - 10 * DAY,
    });
    expect(series).toMatchObject({ target: 0.99, window: 'P30D' });
    expect(series?.points[0].sli).toBeCloseTo(0.995);
    expect(series?.points.at(-1)).toMatchObject({
      sli: null,
      state: 'inconsistent',
    });
  });

  it('does not answer for an SLO that it does not measure', async () => {
    const { client } = serving(() => undefined);
    const from = now - DAY;
    expect(await plot(client, { annotations: {}, from })).toBeUndefined();
    expect(
      await plot(client, {
        annotations: { 'prometheus.io/service-name': 'shop' },
        from,
      }),
    ).toBeUndefined();
  });
});
