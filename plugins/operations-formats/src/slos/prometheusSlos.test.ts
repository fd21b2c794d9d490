import { EvidencePayload } from '@backstage-operations/plugin-operations-common';
import { FormatFile } from '../FormatFile';
import { read } from '../incidents/testing';
import { Format } from '../Format';
import { pyrra } from './pyrra';
import { sloth } from './sloth';

const time = Date.parse('2026-03-10T11:59:00Z') / 1000;
const answer = (result: object[], rest: object = {}) => ({
  status: 'success',
  data: { resultType: 'vector', result },
  ...rest,
});
const sample = (name: string, value: number | string, labels: object) => ({
  metric: { __name__: name, ...labels },
  value: [time, String(value)],
});
const slos = (format: Format, content: unknown) =>
  read(format, content).items.map(
    ({ payload }) => payload as EvidencePayload<'slo'>,
  );

describe('sloth', () => {
  const own = {
    sloth_id: 'shop-availability',
    sloth_service: 'shop',
    sloth_slo: 'availability',
  };
  const ratio = (window: string, value: number | string, labels: object = {}) =>
    sample(`slo:sli_error:ratio_rate${window}`, value, {
      ...own,
      sloth_window: window,
      ...labels,
    });
  const meta = [
    sample('slo:objective:ratio', 0.999, own),
    sample('slo:time_period:days', 30, own),
    sample('sloth_slo_info', 1, own),
  ];

  it('reads indicator, budget and burn rates', () => {
    const [found] = slos(
      sloth,
      answer([
        ...meta,
        ratio('30d', 0.0005),
        ratio('1h', 0.002),
        ratio('5m', 0.02),
      ]),
    );
    expect(found).toMatchObject({
      name: 'availability',
      target: 0.999,
      window: 'P30D',
      method: 'ratio-timeslices',
      sli: 0.9995,
      objective: 'availability',
      state: 'ok',
    });
    expect(found.errorBudgetRemaining).toBeCloseTo(0.5, 6);
    expect(found.burnRates?.['1h']).toBeCloseTo(2, 6);
    expect(found.burnRates?.['5m']).toBeCloseTo(20, 6);
    expect(found.burnRates?.['3d']).toBeNull();
  });

  it.each<[string, object[], string, number | null]>([
    [
      'burning',
      [ratio('30d', 0.0001), ratio('1h', 0.02), ratio('5m', 0.02)],
      'burning',
      0.9999,
    ],
    ['breached', [ratio('30d', 0.002)], 'breached', 0.998],
    ['NaN', [ratio('30d', 'NaN')], 'no-data', null],
    ['the period is missing', [ratio('3d', 0.001)], 'no-data', null],
    ['+Inf', [ratio('30d', '+Inf')], 'inconsistent', null],
    ['negative', [ratio('30d', -0.1)], 'inconsistent', null],
    ['above one', [ratio('30d', 1.2)], 'inconsistent', null],
  ])('%s', (_, ratios, state, sli) => {
    const [found] = slos(sloth, answer([...meta, ...ratios]));
    expect(found).toMatchObject({ state, sli });
  });

  it('lets the worst group speak and lists them all', () => {
    const [found] = slos(
      sloth,
      answer([
        ...meta,
        ratio('30d', 0.0001, { region: 'eu' }),
        ratio('30d', 0.01, { region: 'us' }),
        ratio('1h', 0.001, { region: 'eu' }),
        ratio('1h', 0.05, { region: 'us' }),
      ]),
    );
    expect(found).toMatchObject({
      sli: 0.99,
      state: 'breached',
      groups: [{ name: 'region=us' }, { name: 'region=eu' }],
    });
    expect(found.burnRates?.['1h']).toBeCloseTo(50, 6);
  });

  it('does not let a silent group hide behind one with a figure', () => {
    const [found] = slos(
      sloth,
      answer([
        ...meta,
        ratio('30d', 0, { region: 'eu' }),
        ratio('30d', 'NaN', { region: 'us' }),
      ]),
    );
    expect(found).toMatchObject({ state: 'no-data', sli: null });
  });

  it('finds the period by its length where the rules do not say it', () => {
    const [found] = slos(
      sloth,
      answer([
        sample('slo:objective:ratio', 0.99, own),
        ratio('4w', 0.001),
        ratio('3d', 0.5),
      ]),
    );
    expect(found).toMatchObject({ window: 'P28D', sli: 0.999 });
  });

  it('tells of an SLO that it can’t use beside one that it can', () => {
    const other = { sloth_id: 'x', sloth_slo: 'x' };
    const { items, warnings } = read(
      sloth,
      answer([
        ...meta,
        ratio('30d', 0),
        sample('slo:time_period:days', 30, other),
      ]),
    );
    expect(items).toHaveLength(1);
    expect(warnings).toEqual([expect.stringMatching(/^x: slo:objective/)]);
  });

  it.each<[string, unknown, RegExp]>([
    [
      'an error',
      { status: 'error', errorType: 'bad_data', error: 'parse error' },
      /answered with an error: parse error/,
    ],
    ['no series', answer([]), /found no series/],
    [
      'a scalar',
      answer([], { data: { resultType: 'scalar', result: [1, '1'] } }),
      /vector or matrix.*scalar/,
    ],
    [
      'an empty range',
      answer([], { data: { resultType: 'matrix', result: [] } }),
      /no series/,
    ],
    [
      'other series',
      answer([sample('up', 1, {})]),
      /no SLO with its objective/,
    ],
    [
      'an objective of 1',
      answer([sample('slo:objective:ratio', 1, own)]),
      /not in \[0, 1\)/,
    ],
    ['another tool’s output', { results: [] }, /an object with results/],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(sloth, content)).toThrow(message);
  });
});

it('tells two SLOs of one name apart', () => {
  const two = ['shop', 'search'].flatMap(service => {
    const own = { sloth_id: `${service}-up`, sloth_slo: 'up' };
    return [
      sample('slo:objective:ratio', 0.99, own),
      sample('slo:time_period:days', 30, own),
      sample('slo:sli_error:ratio_rate30d', 0, { ...own, sloth_window: '30d' }),
    ];
  });
  expect(slos(sloth, answer(two)).map(({ name }) => name)).toEqual([
    'shop-up',
    'search-up',
  ]);
});

describe('a range query', () => {
  const own = { sloth_id: 'a', sloth_slo: 'up' };
  const series = (name: string, values: [number, string][], labels = {}) => ({
    metric: { __name__: name, ...own, ...labels },
    values: values.map(([minutes, value]) => [time - minutes * 60, value]),
  });
  const meta = [
    series('slo:objective:ratio', [[0, '0.99']]),
    series('slo:time_period:days', [[0, '30']]),
  ];
  const ratio = (values: [number, string][]) =>
    answer([], {
      data: {
        resultType: 'matrix',
        result: [
          ...meta,
          series('slo:sli_error:ratio_rate30d', values, {
            sloth_window: '30d',
          }),
        ],
      },
    });

  it.each<[string, [number, string][], string, number | null]>([
    [
      'its newest sample counts',
      [
        [5, '0.5'],
        [0, '0.001'],
      ],
      'ok',
      0.999,
    ],
    [
      'a series that ended has no data',
      [
        [9, '0'],
        [5, '0'],
      ],
      'no-data',
      null,
    ],
    [
      'NaN at the end',
      [
        [5, '0'],
        [0, 'NaN'],
      ],
      'no-data',
      null,
    ],
    ['+Inf at the end', [[0, '+Inf']], 'inconsistent', null],
  ])('%s', (_, values, state, sli) => {
    expect(slos(sloth, ratio(values))).toMatchObject([{ state, sli }]);
  });

  it('tells histograms from numbers', () => {
    const content = answer([
      sample('slo:objective:ratio', 0.99, own),
      sample('slo:time_period:days', 30, own),
      {
        metric: {
          __name__: 'slo:sli_error:ratio_rate30d',
          ...own,
          sloth_window: '30d',
        },
        histogram: [time, { count: '1', sum: '1', buckets: [] }],
      },
    ]);
    expect(slos(sloth, content)[0]).toMatchObject({ state: 'no-data' });
  });
});

describe('pyrra', () => {
  const slo = { slo: 'shop-http-errors' };
  const generic = (availability: number | string = 0.995) => [
    sample('pyrra_objective', 0.99, slo),
    sample('pyrra_window', 2_419_200, slo),
    sample('pyrra_availability', availability, slo),
  ];

  it('reads the generic rules, and error ratios as burn rates', () => {
    const [found] = slos(
      pyrra,
      answer([
        ...generic(),
        sample('http_requests:burnrate5m', 0.02, slo),
        sample('http_requests:burnrate1h', 0.01, slo),
        sample('http_requests:burnrate4d', 0.01, slo),
        sample('http_requests:increase4w', 1e6, slo),
      ]),
    );
    expect(found).toMatchObject({
      name: 'shop-http-errors',
      target: 0.99,
      window: 'P28D',
      method: 'occurrences',
      state: 'ok',
    });
    expect(found.sli).toBeCloseTo(0.995, 9);
    expect(found.errorBudgetRemaining).toBeCloseTo(0.5, 9);
    expect(found.burnRates?.['5m']).toBeCloseTo(2, 9);
    expect(found.burnRates?.['1h']).toBeCloseTo(1, 9);
  });

  it.each([
    [0.95, 'breached'],
    ['NaN', 'no-data'],
    ['-Inf', 'inconsistent'],
  ])('an availability of %s is %s', (value, state) => {
    expect(slos(pyrra, answer(generic(value)))[0].state).toBe(state);
  });

  it('refuses a sample of no time that is', () => {
    const far = {
      status: 'success',
      data: {
        resultType: 'vector',
        result: [
          {
            metric: { __name__: 'pyrra_objective', slo: 'a' },
            value: [1e300, '1'],
          },
        ],
      },
    };
    expect(() => read(pyrra, far)).toThrow(/pyrra: data.result.0.value.0/);
  });

  it('asks for the generic rules', () => {
    const bare = answer([sample('http_requests:burnrate5m', 0.02, slo)]);
    expect(() => read(pyrra, bare)).toThrow(/--generic-rules/);
    const file = FormatFile.of(JSON.stringify(bare));
    expect(pyrra.detect(file)).toBe(true);
  });

  it('lets the worst group speak', () => {
    const [found] = slos(
      pyrra,
      answer([
        sample('pyrra_objective', 0.99, slo),
        sample('pyrra_window', 2_419_200, slo),
        sample('pyrra_availability', 0.999, { ...slo, job: 'a' }),
        sample('pyrra_availability', 0.9, { ...slo, job: 'b' }),
      ]),
    );
    expect(found).toMatchObject({
      sli: 0.9,
      state: 'breached',
      groups: [{ name: 'job=b' }, { name: 'job=a' }],
    });
  });

  it('and Sloth are told apart', () => {
    const file = (content: object) => FormatFile.of(JSON.stringify(content));
    const own = file(answer(generic()));
    expect(pyrra.detect(own)).toBe(true);
    expect(sloth.detect(own)).toBe(false);
    expect(pyrra.detect(file({ status: 'error' }))).toBe(false);
  });
});
