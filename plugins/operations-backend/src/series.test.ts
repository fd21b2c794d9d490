import { operationsSeriesExtensionPoint } from '@backstage-operations/plugin-operations-node';
import { createBackendModule } from '@backstage/backend-plugin-api';
import { anEntity } from './__testUtils__/anEntity';
import { startOperations } from './__testUtils__/startOperations';

jest.setTimeout(60_000);

const checkout = 'component:default/checkout';
const series = (slo: string) =>
  `/v1/entities/component/default/checkout/slos/${slo}/series?from=2026-03-01T00:00:00Z&to=2026-03-06T00:00:00Z`;

const asked: string[] = [];

/** Measures `measured`, breaks on `stored`, and does not know anything else. */
const provider = createBackendModule({
  pluginId: 'operations',
  moduleId: 'plots',
  register(env) {
    env.registerInit({
      deps: { series: operationsSeriesExtensionPoint },
      async init(deps) {
        deps.series.addSloSeries({
          id: 'plots',
          async series({ slo, from, to, entity, maxPoints }) {
            asked.push(`${entity.entityRef} ${slo}`);
            if (slo === 'stored') throw new Error('secret address is away');
            if (slo !== 'measured') return undefined;
            if (maxPoints < 1) throw new Error('no points are asked for');
            return {
              target: 0.9,
              window: 'P1D',
              points: [
                { at: from, sli: 0.95, recentSli: 0.7 },
                { at: from + 1000, sli: 0.8 },
                { at: from + 2000, sli: null },
                { at: to - 1000, sli: null, state: 'inconsistent' },
              ],
            };
          },
        });
      },
    });
  },
});

const record = (name: string, observedAt: string, payload: object) => ({
  entityRef: checkout,
  kind: 'slo',
  source: 'ci',
  ...(name === 'unnamed' ? {} : { externalId: name }),
  observedAt,
  payload: {
    name,
    target: 0.99,
    window: 'P30D',
    method: 'occurrences',
    ...payload,
  },
});

describe('series of an SLO', () => {
  let portal: Awaited<ReturnType<typeof startOperations>>;

  beforeAll(async () => {
    portal = await startOperations({
      entities: [anEntity(checkout)],
      features: [provider],
    });
    const ok = { state: 'ok', sli: 0.995, errorBudgetRemaining: 0.5 };
    await portal.post('/v1/evidence').send({
      items: [
        record('stored', '2026-02-28T23:00:00Z', ok),
        record('stored', '2026-03-01T10:00:00Z', ok),
        record('stored', '2026-03-01T23:00:00Z', {
          state: 'burning',
          sli: 0.99,
          errorBudgetRemaining: 0,
          burnRates: { '1h': 9, '1d': 1.5 },
        }),
        record('stored', '2026-03-04T10:00:00Z', {
          state: 'no-data',
          sli: null,
        }),
        record('stored', '2026-03-06T00:00:00Z', ok),
        record('unnamed', '2026-03-02T10:00:00Z', ok),
        record('other', '2026-03-03T10:00:00Z', ok),
      ],
    });
  });

  it('is what a module measures now, once for a few seconds', async () => {
    const { status, body } = await portal.get(series('measured'));
    expect(status).toBe(200);
    expect(body).toMatchObject({ source: 'plots', target: 0.9 });
    expect(body.points.map((point: { state: string }) => point.state)).toEqual([
      'ok',
      'breached',
      'no-data',
      'inconsistent',
    ]);
    expect(body.points[0].errorBudgetRemaining).toBeCloseTo(0.5);
    expect(body.points[1].errorBudgetRemaining).toBeCloseTo(-1);
    expect(body.points[0].burnRate).toBeCloseTo(3);
    expect(body.points[1].burnRate).toBeNull();
    await portal.get(series('measured'));
    expect(asked.filter(one => one === `${checkout} measured`)).toHaveLength(1);
  });

  it('is the last record of each day when nobody can be asked, with gaps', async () => {
    const { body } = await portal.get(series('stored'));
    expect(body).toMatchObject({
      source: 'evidence',
      reason: 'plots could not be asked',
      target: 0.99,
      window: 'P30D',
    });
    expect(JSON.stringify(body)).not.toContain('secret');
    expect(body.points).toEqual([
      {
        at: '2026-03-01T23:00:00.000Z',
        sli: 0.99,
        errorBudgetRemaining: 0,
        burnRate: 1.5,
        state: 'burning',
      },
      expect.objectContaining({ at: '2026-03-02T00:00:00.000Z', sli: null }),
      expect.objectContaining({ at: '2026-03-03T00:00:00.000Z', sli: null }),
      expect.objectContaining({ at: '2026-03-04T10:00:00.000Z', sli: null }),
    ]);
    expect((await portal.get(series('unnamed'))).body.points).toHaveLength(1);
  });

  it('is not there for an SLO that nobody knows', async () => {
    expect((await portal.get(series('nothing'))).status).toBe(404);
  });
});
