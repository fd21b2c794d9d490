import {
  CollectRequest,
  CollectResult,
} from '@backstage-operations/plugin-operations-node';
import { MetricsService } from '@backstage/backend-plugin-api/alpha';
import { mockServices } from '@backstage/backend-test-utils';
import { anEntity } from '../__testUtils__/anEntity';
import { ledgerHarness } from '../__testUtils__/ledgerHarness';
import { CollectorRunner } from './CollectorRunner';
import { DatabaseCollectorStore } from './DatabaseCollectorStore';
import { DefaultEvidenceIntake } from './DefaultEvidenceIntake';
import { observeCollectors } from './observeCollectors';

type ObservableCallback = (result: {
  observe(value: number, attributes: object): void;
}) => Promise<void>;

const shop = 'component:default/shop';
const cart = 'component:default/cart';
const slug = 'github.com/project-slug';

const anItem = (entityRef: string, coverage = 0.5) => ({
  entityRef,
  kind: 'quality' as const,
  source: 'github',
  externalId: 'main',
  observedAt: '2026-02-01T00:00:00Z',
  payload: { coverage },
});

async function aRunner(
  collect: (request: CollectRequest) => Promise<CollectResult>,
) {
  const ledger = await ledgerHarness([
    anEntity(shop, { annotations: { [slug]: 'example/shop, example/both' } }),
    anEntity(cart, { annotations: { [slug]: 'example/both' } }),
    anEntity('api:default/none'),
  ]);
  const states = DatabaseCollectorStore.create();
  const reader = { read: async () => Buffer.from('objectives') };
  const spy = jest.fn(collect);
  const run = () =>
    CollectorRunner.create({ ...ledger, states, reader }).run(
      {
        id: 'github',
        title: 'GitHub',
        every: { minutes: 5 },
        appliesTo: entity => slug in entity.annotations,
        collect: spy,
      },
      new AbortController().signal,
    );
  return {
    ...ledger,
    run,
    spy,
    states: () => states.of(ledger.db, [shop, cart]),
  };
}

describe('CollectorRunner', () => {
  it('asks for every entity that it applies to, and goes on where it ended', async () => {
    const { run, spy, current } = await aRunner(async ({ entity, cursor }) => ({
      items: [anItem(entity.entityRef, cursor ? 0.9 : 0.5)],
      cursor: cursor ? 'second' : 'first',
    }));
    await run();
    expect(spy.mock.calls.map(([{ entity }]) => entity.entityRef)).toEqual([
      cart,
      shop,
    ]);
    await run();
    expect(spy.mock.calls.map(([{ cursor }]) => cursor)).toEqual([
      undefined,
      undefined,
      'first',
      'first',
    ]);
    expect(await current(shop)).toEqual([
      expect.objectContaining({ submittedBy: 'service:github' }),
    ]);
  });

  it('keeps a failure where it happened and moves no cursor', async () => {
    const { run, states, clock } = await aRunner(async ({ entity }) => {
      if (entity.entityRef === shop) throw new Error('503 from github');
      return { items: [], cursor: 'x', warnings: ['one page was skipped'] };
    });
    await run();
    expect(await states()).toEqual([
      expect.objectContaining({
        entityRef: cart,
        version: 'x',
        lastSuccessAt: clock.now,
        error: 'one page was skipped',
      }),
      expect.objectContaining({ entityRef: shop, error: '503 from github' }),
    ]);
    expect((await states())[1]).not.toHaveProperty('version');
  });

  it('forgets what an entity no longer names', async () => {
    const failing = async () => {
      throw new Error('503 from github');
    };
    const { run, states, db } = await aRunner(failing);
    await run();
    expect(await states()).toHaveLength(2);
    await db('ops_entity').where('entity_ref', shop).update({
      annotations: '{}',
    });
    await run();
    expect(await states()).toMatchObject([{ entityRef: cart }]);
  });

  it('measures the oldest success and the failures of what is in the catalog', async () => {
    const { run, db, clock } = await aRunner(async ({ entity }) => {
      if (entity.entityRef === shop) throw new Error('503 from github');
      return { items: [] };
    });
    await run();
    const gauges = new Map<string, ObservableCallback>();
    observeCollectors({
      metrics: {
        createObservableGauge: (name: string) => ({
          addCallback: (callback: ObservableCallback) =>
            gauges.set(name, callback),
        }),
      } as unknown as MetricsService,
      db,
      now: () => clock.now + 60_000,
      logger: mockServices.logger.mock(),
    });
    const measured = async (name: string) => {
      const observe = jest.fn();
      await gauges.get(name)?.({ observe });
      return observe.mock.calls;
    };
    const github = { collector: 'github' };
    expect(await measured('operations.collector.age')).toEqual([[60, github]]);
    expect(await measured('operations.collector.failing')).toEqual([
      [1, github],
    ]);
    await db('ops_entity').update({ vanished_at: clock.now });
    expect(await measured('operations.collector.age')).toEqual([]);
    expect(await measured('operations.collector.failing')).toEqual([]);
  });

  it('lets a collector read files of the entity', async () => {
    const { run, states } = await aRunner(async ({ readFile }) => ({
      items: [],
      cursor: Buffer.from(await readFile('slo.yaml')).toString(),
    }));
    await run();
    expect((await states())[0].version).toBe('objectives');
  });

  it('shows items that do not stand', async () => {
    const { run, states } = await aRunner(async ({ entity }) => ({
      items: [{ ...anItem(entity.entityRef), source: 'Not A Source' }],
    }));
    await run();
    expect((await states())[0].error).toContain('item 0 is not stored, source');
  });
});

describe('DefaultEvidenceIntake', () => {
  it('is closed until the plugin has started', async () => {
    const intake = DefaultEvidenceIntake.create();
    await expect(intake.submit('github', [])).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });

  it('stores deliveries and routes them by annotation', async () => {
    const ledger = await aRunner(async () => ({ items: [] }));
    const intake = DefaultEvidenceIntake.create();
    intake.open(ledger);
    expect(
      await intake.submit('github', [
        anItem(shop),
        anItem('component:default/none'),
      ]),
    ).toEqual({
      accepted: 1,
      duplicates: 0,
      refused: [expect.stringContaining('entityRef')],
    });
    const found = await intake.entitiesByAnnotation(slug, [
      'example/both',
      'example/shop',
      'example/%',
    ]);
    expect(Object.fromEntries(found)).toEqual({
      'example/both': [cart, shop],
      'example/shop': [shop],
    });
  });
});
