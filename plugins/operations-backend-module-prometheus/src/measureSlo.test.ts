import { EvidencePayload } from '@backstage-operations/plugin-operations-common';
import { measureSlo } from './measureSlo';
import { PrometheusClient } from './PrometheusClient';
import { readOpenSlo, readSloDefinitions } from './readSloDefinitions';

const now = Date.parse('2026-03-10T12:00:00Z');
const DAY = 86_400_000;

type Labels = Record<string, string>;
type Value = (
  kind: 'good' | 'total',
  at: number,
  query: string,
) => [Labels, number][];

const openSlo = (spec: string) => `
apiVersion: openslo/v1
kind: SLI
metadata: { name: ok }
spec:
  ratioMetric:
    counter: true
    good: { metricSource: { type: Prometheus, spec: { query: 'good_total' } } }
    total: { metricSource: { type: Prometheus, spec: { query: 'all_total' } } }
---
apiVersion: openslo/v1
kind: SLO
metadata: { name: uptime }
spec:
  service: shop
  indicatorRef: ok
${spec}
`;

const rolling = `  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  objectives: [{ target: 0.99 }]`;

function client(value: Value) {
  const asked: { path: string; form: URLSearchParams }[] = [];
  const send: typeof fetch = async (url, init) => {
    const form = new URLSearchParams(String(init?.body));
    const path = String(url).split('/').at(-1) ?? '';
    asked.push({ path, form });
    const query = form.get('query') ?? '';
    const text = (number: number) =>
      number === Infinity ? '+Inf' : String(number);
    const kindOf = (part: string) =>
      part.includes('good_total') ? 'good' : 'total';
    const result =
      path === 'query'
        ? query.split('\nor\n').flatMap(part => {
            const name = /"operations_part", "([^"]+)"/.exec(part)?.[1] ?? '';
            return value(kindOf(part), now, part).map(([labels, one]) => ({
              metric: { ...labels, operations_part: name },
              value: [now / 1000, text(one)],
            }));
          })
        : rangeOf(form, at => value(kindOf(query), at, query)).map(
            ({ metric, values }) => ({
              metric,
              values: values.map(([at, one]) => [at, text(one)]),
            }),
          );
    const resultType = path === 'query' ? 'vector' : 'matrix';
    return Response.json({ status: 'success', data: { resultType, result } });
  };
  const one = PrometheusClient.create({
    name: 'fake',
    url: 'http://fake',
    fetch: send,
  });
  return { one, asked };
}

function rangeOf(
  form: URLSearchParams,
  value: (at: number) => [Labels, number][],
) {
  const series = new Map<
    string,
    { metric: Labels; values: [number, number][] }
  >();
  const [start, end, step] = ['start', 'end', 'step'].map(name =>
    Number(form.get(name)),
  );
  for (let at = start; at <= end; at += step) {
    for (const [metric, one] of value(at * 1000)) {
      const key = JSON.stringify(metric);
      const known = series.get(key) ?? { metric, values: [] };
      known.values.push([at, one]);
      series.set(key, known);
    }
  }
  return [...series.values()];
}

async function measured(value: Value, spec = rolling) {
  const [definition] = readSloDefinitions(openSlo(spec));
  const { one, asked } = client(value);
  const { payload } = await measureSlo(definition, {
    client: one,
    rules: [],
    entityRef: 'component:default/shop',
    now,
    signal: AbortSignal.timeout(5000),
  });
  return { payload: payload as EvidencePayload<'slo'>, asked };
}

const steady =
  (good: number, total: number): Value =>
  kind =>
    [[{}, kind === 'good' ? good : total]];

describe('measureSlo', () => {
  it.each<[string, Value, string, number | null]>([
    ['all good', steady(100, 100), 'ok', 1],
    ['some bad', steady(98, 100), 'breached', 0.98],
    ['no traffic', steady(0, 0), 'no-data', null],
    ['no series', () => [], 'no-data', null],
    ['NaN', steady(NaN, NaN), 'no-data', null],
    ['more good than total', steady(101, 100), 'inconsistent', null],
    ['infinite', steady(1, Infinity), 'inconsistent', null],
    ['negative', steady(-1, 100), 'inconsistent', null],
    [
      'no good series beside a total of another name',
      kind => (kind === 'good' ? [] : [[{}, 10]]),
      'no-data',
      null,
    ],
  ])('%s', async (_, value, state, sli) => {
    const { payload } = await measured(value);
    expect(payload).toMatchObject({ state, sli });
    expect(payload.errorBudgetRemaining === null).toBe(sli === null);
  });

  it.each([
    ['good', 'no good one of the same series', 'http_total{code="200"}', 0],
    ['bad', 'no bad one of the same series', 'http_total{code="500"}', 1],
    ['bad', 'a bad one that nobody exports', 'http_errors_total', null],
  ])('%s events: %s', async (kind, _, query, sli) => {
    const spec = `  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  objectives:
    - target: 0.99
      indicator:
        metadata: { name: own }
        spec:
          ratioMetric:
            ${kind}: { metricSource: { type: Prometheus, spec: { query: '${query}' } } }
            total: { metricSource: { type: Prometheus, spec: { query: 'sum(rate(http_total{job="shop"}[5m]))' } } }`;
    const { payload } = await measured(
      (_kind, _at, asked) => (asked.includes(query) ? [] : [[{}, 10]]),
      spec,
    );
    expect(payload.sli).toBe(sli);
    expect(typeof payload.burnRates?.['1h']).toBe(typeof sli);
  });

  it('takes the time in which nobody exported the events for a gap', async () => {
    const spec = `  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  objectives:
    - target: 0.99
      indicator:
        metadata: { name: own }
        spec:
          ratioMetric:
            bad: { metricSource: { type: Prometheus, spec: { query: 'errors_total' } } }
            total: { metricSource: { type: Prometheus, spec: { query: 'all_total' } } }`;
    const away = now - 15 * 86_400_000;
    const { payload } = await measured((_kind, at, asked) => {
      if (!asked.includes('errors_total')) return [[{}, 100]];
      return at <= away ? [[{}, 2]] : [];
    }, spec);
    expect(payload.sli).toBeCloseTo(0.98, 9);
    expect(payload.coverage).toBeCloseTo(0.5, 2);
    expect(payload.burnRates).toMatchObject({ '5m': null, '3d': null });
  });

  it('asks three times, whatever the number of look-backs', async () => {
    const { payload, asked } = await measured(steady(98, 100));
    expect(asked.map(({ path }) => path).sort()).toEqual([
      'query',
      'query_range',
      'query_range',
    ]);
    expect(Object.keys(payload.burnRates ?? {})).toEqual([
      '5m',
      '30m',
      '1h',
      '2h',
      '6h',
      '1d',
      '3d',
    ]);
    for (const rate of Object.values(payload.burnRates ?? {}))
      expect(rate).toBeCloseTo(2, 9);
  });

  it('burns by slices where slices are what counts', async () => {
    const slices = `  budgetingMethod: Timeslices
  timeWindow: [{ duration: 1d, isRolling: true }]
  objectives: [{ target: 0.9, timeSliceTarget: 0.95, timeSliceWindow: 10m }]`;
    // One bad slice of the last hour, with far more events than the good ones.
    const bad = now - 20 * 60_000;
    const { payload, asked } = await measured(
      (kind, at) => [[{}, at === bad ? Number(kind === 'total') * 1e6 : 100]],
      slices,
    );
    expect(payload.burnRates?.['1h']).toBeCloseTo(1 / 6 / 0.1, 9);
    expect(payload.burnRates?.['2h']).toBeCloseTo(1 / 12 / 0.1, 9);
    expect(payload.burnRates).toMatchObject({ '5m': null, '3d': null });
    expect(payload.sli).toBeCloseTo(143 / 144, 9);
    expect(asked.map(({ path }) => path)).toEqual([
      'query_range',
      'query_range',
    ]);
  });

  it('lets the worst group speak, and lists all', async () => {
    const { payload } = await measured(kind => [
      [{ region: 'eu' }, 100],
      [{ region: 'us' }, kind === 'good' ? 50 : 100],
    ]);
    expect(payload).toMatchObject({
      sli: 0.5,
      state: 'breached',
      groups: [
        { name: 'region=us', sli: 0.5 },
        { name: 'region=eu', sli: 1 },
      ],
    });
    expect(payload.burnRates?.['1h']).toBeCloseTo(50, 9);
  });

  it('does not hide a silent group behind one that is well', async () => {
    const { payload } = await measured(() => [
      [{ region: 'eu' }, 100],
      [{ region: 'us' }, 0],
    ]);
    expect(payload).toMatchObject({ sli: null, state: 'no-data' });
  });

  it('adds up counts of several groups beside one total, and refuses strays', async () => {
    const { payload } = await measured(kind =>
      kind === 'total'
        ? [[{}, 100]]
        : [
            [{ code: '200' }, 60],
            [{ code: '204' }, 39],
          ],
    );
    expect(payload.sli).toBeCloseTo(0.99, 9);
    const stray = measured(kind =>
      kind === 'total'
        ? [
            [{ a: '1' }, 100],
            [{ a: '2' }, 100],
          ]
        : [[{}, 100]],
    );
    await expect(stray).rejects.toThrow(
      /group both queries by the same labels/,
    );
  });

  it('tells how much of a young service is observed, and extrapolates nothing', async () => {
    const { payload } = await measured((_, at) =>
      at > now - 3 * DAY ? [[{}, 100]] : [],
    );
    expect(payload.coverage).toBeCloseTo(0.1, 2);
    expect(payload.sli).toBe(1);
  });

  it('begins anew with the calendar, by the clock of its zone', async () => {
    const monthly = `  budgetingMethod: Occurrences
  timeWindow:
    - duration: 1M
      isRolling: false
      calendar: { startTime: 2026-01-01 00:00:00, timeZone: America/New_York }
  objectives: [{ target: 0.99 }]`;
    const begin = Date.parse('2026-03-01T05:00:00Z');
    const { payload, asked } = await measured(
      (kind, at) => [[{}, kind === 'good' && at <= begin ? 0 : 100]],
      monthly,
    );
    // What was bad in February is not March's.
    expect(payload).toMatchObject({ sli: 1, state: 'ok', window: 'P1M' });
    const [first] = asked.filter(({ path }) => path === 'query_range');
    const start = Number(first.form.get('start')) * 1000;
    const step = Number(first.form.get('step')) * 1000;
    expect(Math.abs(start - step - begin)).toBeLessThan(120_000);
    // Nine of thirty-one days have passed.
    expect(payload.coverage).toBeGreaterThan(0.29);
    expect(payload.coverage).toBeLessThan(0.31);
  });

  it('measures each objective of an SLO', () => {
    const names = readSloDefinitions(
      openSlo(`  budgetingMethod: Occurrences
  timeWindow: [{ duration: 7d, isRolling: true }]
  objectives: [{ displayName: gold, target: 0.99 }, { displayName: silver, targetPercent: 95 }]`),
    ).map(({ name, target }) => [name, target]);
    expect(names).toEqual([
      ['uptime/gold', 0.99],
      ['uptime/silver', 0.95],
    ]);
  });

  it.each<[string, string, RegExp]>([
    [
      'a threshold',
      'thresholdMetric: { metricSource: { type: Prometheus, spec: { query: x } } }',
      /only indicators with good or bad and total/,
    ],
    [
      'a ratio without a total',
      'ratioMetric: { good: { metricSource: { type: Prometheus, spec: { query: x } } } }',
      /only indicators with good or bad and total/,
    ],
  ])(
    'keeps the promise of %s, and says why it is not measured',
    (_, metric, reason) => {
      const file = `
apiVersion: openslo/v1
kind: SLO
metadata: { name: fast }
spec:
  service: shop
  budgetingMethod: Occurrences
  timeWindow: [{ duration: 30d, isRolling: true }]
  indicator: { metadata: { name: i }, spec: { ${metric} } }
  objectives: [{ target: 0.99 }]
`;
      expect(readOpenSlo(file)).toMatchObject({
        definitions: [],
        unmeasured: [
          {
            name: 'fast',
            service: 'shop',
            reason: expect.stringMatching(reason),
            promise: { target: 0.99 },
          },
        ],
      });
    },
  );

  it('counts the minutes of a raw ratio', () => {
    const file = (rawType: string) => `
apiVersion: openslo/v1
kind: SLO
metadata: { name: raw }
spec:
  service: shop
  indicator:
    metadata: { name: i }
    spec: { ratioMetric: { rawType: ${rawType}, raw: { metricSource: { type: Prometheus, spec: { query: 'job:ok:ratio' } } } } }
${rolling}
`;
    const good = 'sum(sum_over_time((job:ok:ratio)[{{.window}}:1m]))';
    const total = 'sum(count_over_time((job:ok:ratio)[{{.window}}:1m]))';
    expect(readSloDefinitions(file('success'))).toMatchObject([
      { events: { good }, total },
    ]);
    expect(readSloDefinitions(file('failure'))).toMatchObject([
      { events: { bad: good }, total },
    ]);
  });

  it('keeps SLOs of one name apart, and measures beside one that is malformed', () => {
    const other = openSlo(rolling)
      .replace('service: shop', 'service: cart')
      .replace('target: 0.99', 'target: 0.5');
    const broken = `
apiVersion: openslo/v1
kind: SLO
metadata: { name: broken }
spec: { timeWindow: [{ duration: 1d }], objectives: [{ target: 0.9, timeSliceTarget: often }] }
`;
    const { definitions, unmeasured } = readOpenSlo(
      `${openSlo(rolling)}\n---\n${other}\n---\n${broken}`,
    );
    expect(definitions).toMatchObject([
      { name: 'uptime', service: 'shop', target: 0.99 },
      { name: 'uptime', service: 'cart', target: 0.5 },
    ]);
    expect(unmeasured).toMatchObject([
      { name: 'broken', reason: 'its indicator is not understood' },
    ]);
  });

  it('asks Prometheus nothing that is written for another tool', () => {
    const other = openSlo(rolling).replace('type: Prometheus', 'type: Datadog');
    const old = `
apiVersion: openslo/v1alpha
kind: SLO
metadata: { name: old }
spec:
  budgetingMethod: Occurrences
  timeWindows: [{ count: 7, unit: Day, isRolling: true }]
  objectives:
    - target: 0.9
      ratioMetrics:
        good: { source: datadog, queryType: query, query: 'sum:a{b}' }
        total: { source: datadog, queryType: query, query: 'sum:a{*}' }
`;
    const { definitions, unmeasured } = readOpenSlo(`${other}\n---\n${old}`);
    expect(definitions).toEqual([]);
    const any = openSlo(rolling).replace('type: Prometheus', 'type: Any');
    expect(readSloDefinitions(any)).toHaveLength(1);
    expect(unmeasured).toMatchObject([
      { name: 'uptime', reason: 'its queries are written for Datadog' },
      { name: 'old', reason: 'its queries are written for datadog' },
    ]);
  });

  it('measures the others where one names an indicator that is not there', () => {
    const file = `${openSlo(rolling)}
---
apiVersion: openslo/v1
kind: SLO
metadata: { name: lost }
spec:
  service: shop
  indicatorRef: gone
${rolling}
`;
    const { definitions, unmeasured } = readOpenSlo(file);
    expect(definitions.map(({ name }) => name)).toEqual(['uptime']);
    expect(unmeasured).toMatchObject([
      { name: 'lost', reason: 'the indicator gone is not in the file' },
    ]);
  });
});
