import {
  EntityProfile,
  EvidencePayload,
} from '@backstage-operations/plugin-operations-common';
import { goldenSignalsOf } from './goldenSignalsOf';
import { PrometheusClient } from './PrometheusClient';

const now = Date.parse('2026-03-10T12:00:00Z');

/** Asks for the queries `cpu`, `errors`, … and answers each with the values of its series; text is a refusal. */
async function signals(answers: Record<string, string[] | 'refused'>) {
  const annotations: Record<string, string> = {
    traffic: 'prometheus.io/traffic-rps',
    errors: 'prometheus.io/error-ratio',
    p95: 'prometheus.io/latency-p95-seconds',
    cpu: 'prometheus.io/saturation-cpu',
  };
  const entity = {
    entityRef: 'component:default/shop',
    annotations: Object.fromEntries(
      Object.keys(answers).map(name => [annotations[name], name]),
    ),
  } as unknown as EntityProfile;
  const send: typeof fetch = async (_, init) => {
    const query = new URLSearchParams(String(init?.body)).get('query') ?? '';
    const values = answers[query];
    if (values === 'refused') {
      return Response.json({ status: 'error', error: 'bad query' });
    }
    const result = values.map((value, pod) => ({
      metric: { pod: String(pod) },
      value: [now / 1000, value],
    }));
    return Response.json({
      status: 'success',
      data: { resultType: 'vector', result },
    });
  };
  const client = PrometheusClient.create({
    name: 'main',
    url: 'http://main',
    fetch: send,
  });
  const { items, problems } = await goldenSignalsOf(entity, {
    client,
    now,
    signal: AbortSignal.timeout(5000),
  });
  const payload = items[0]?.payload as EvidencePayload<'golden-signals'>;
  return { items, payload, problems };
}

describe('goldenSignalsOf', () => {
  it('takes the worst of several series, and all of their traffic', async () => {
    const { payload, problems } = await signals({
      traffic: ['3', '4.5'],
      errors: ['0', '0.25', 'NaN'],
      p95: ['0.1', '0.4'],
      cpu: ['0.2', '1', '0.3'],
    });
    expect(payload).toMatchObject({
      trafficRps: 7.5,
      errorRatio: 0.25,
      latencyMs: { p50: null, p95: 400 },
      saturation: { cpu: 1, memory: null },
    });
    expect(problems).toEqual([]);
  });

  it('says that nothing has a value, so that the last figures do not go on', async () => {
    const { items, payload } = await signals({ errors: [], cpu: ['NaN'] });
    expect(items).toHaveLength(1);
    expect(payload).toMatchObject({
      errorRatio: null,
      saturation: { cpu: null },
    });
  });

  it.each([
    ['1.3', 'prometheus.io/saturation-cpu gives 1.3, not a number from 0 to 1'],
    [
      '-0.1',
      'prometheus.io/saturation-cpu gives 0.2, not a number from 0 to 1',
    ],
    [
      '+Inf',
      'prometheus.io/saturation-cpu gives Infinity, not a number from 0 to 1',
    ],
  ])(
    'has no figure where a series is %s, and says so',
    async (odd, problem) => {
      const found = await signals({ cpu: ['0.2', odd], traffic: ['1'] });
      expect(found.payload).toMatchObject({
        saturation: { cpu: null },
        trafficRps: 1,
      });
      expect(found.problems).toEqual([problem]);
    },
  );

  it('keeps the others where a query is refused', async () => {
    const { payload, problems } = await signals({
      errors: 'refused',
      traffic: ['2'],
    });
    expect(payload).toMatchObject({ errorRatio: null, trafficRps: 2 });
    expect(problems).toEqual([expect.stringContaining('bad query')]);
  });

  it('asks for nothing where no annotation does', async () => {
    expect((await signals({})).items).toEqual([]);
  });
});
