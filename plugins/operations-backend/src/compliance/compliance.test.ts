import { mockCredentials } from '@backstage/backend-test-utils';
import { NotFoundError } from '@backstage/errors';
import {
  CompliancePosture,
  Page,
  StandardEntity,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { aProfile } from '../__testUtils__/aProfile';
import {
  EvaluationHarness,
  evaluationHarness,
} from '../__testUtils__/evaluationHarness';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { EntityAccess } from '../access/EntityAccess';
import { Handler } from '../http/Handlers';
import { createComplianceHandlers } from './createComplianceHandlers';
import { DatabaseStandardStore } from './DatabaseStandardStore';
import { StandardKeeper } from './StandardKeeper';

jest.setTimeout(60_000);

const DAY = 86_400_000;
const [shop, pay] = ['component:default/shop', 'component:default/pay'];

describeEachEngine('Compliance', engine => {
  const store = DatabaseStandardStore.create();
  let world: EvaluationHarness;
  let db: Knex;
  let hidden: string[];

  const say = (
    ref: string,
    kind: 'audit' | 'control',
    externalId: string,
    payload: object,
  ) =>
    world.push(
      world.says(ref, kind, payload as never, {
        externalId,
        entityUid: `uid-${ref}`,
      }),
    );
  const check = (ref: string, control: string, status: string) =>
    say(ref, 'control', control, { framework: 'SOC 2', control, status });

  beforeAll(async () => {
    db = await engine.init();
    world = await evaluationHarness(db);
    world.evaluator.addObserver(StandardKeeper.create(store, world.logger));
    await world.entity(
      aProfile(shop),
      aProfile(pay, { owner: 'group:default/money' }),
    );
    await check(shop, 'cc1', 'met');
    await check(pay, 'cc1', 'met');
    await check(pay, 'cc2', 'met');
    world.advance(DAY);
    await check(shop, 'cc1', 'not-met');
    await say(pay, 'audit', 'A1', {
      type: 'external',
      standard: 'ISO 27001',
      outcome: 'passed-with-findings',
      completedAt: toIso(world.clock()),
      findings: [
        { id: '1', title: 'x', dueAt: toIso(world.clock() + 5 * DAY) },
      ],
    });
    await world.drain();
  });

  beforeEach(() => {
    hidden = [];
  });

  async function ask<T>(
    id: 'getCompliance' | 'listStandardEntities',
    call: { params?: object; query?: object } = {},
  ): Promise<T> {
    const handlers = createComplianceHandlers({
      db,
      access: {
        view: async () => ({
          filter: async (query: Knex.QueryBuilder, column: string) => {
            query.whereNotIn(column, hidden);
          },
        }),
      } as unknown as EntityAccess,
      store,
      clock: world.clock,
    });
    const handler = handlers[id] as Handler<'getCompliance'>;
    const answer = await handler({
      params: {},
      query: {},
      credentials: mockCredentials.user(),
      ...call,
    } as never);
    return answer as T;
  }

  it('shows each standard, with controls that fell back in revised records', async () => {
    const { items } = await ask<CompliancePosture>('getCompliance');
    expect(items).toMatchObject([
      {
        id: 'iso-27001',
        entities: 1,
        findings: { open: 1, overdue: 0 },
        controls: { share: null },
      },
      {
        id: 'soc-2',
        entities: 2,
        controls: { met: 2, applicable: 3, entitiesMeetingAll: 1 },
        drift: { controls: 1, entities: 1 },
      },
    ]);
  });

  it('counts as overdue what is so when it is asked, without another evaluation', async () => {
    world.advance(6 * DAY);
    const { items } = await ask<CompliancePosture>('getCompliance');
    expect(items[0].findings).toMatchObject({ open: 1, overdue: 1 });
  });

  it('lists the entities of a standard, the worst first, page by page', async () => {
    const list = (query: object) =>
      ask<Page<StandardEntity>>('listStandardEntities', {
        params: { standard: 'soc-2' },
        query,
      });
    const first = await list({ limit: 1 });
    expect(first).toMatchObject({
      totalItems: 2,
      items: [{ entityRef: shop, drift: ['cc1'] }],
    });
    const second = await list({ limit: 1, cursor: first.nextCursor });
    expect(second.items.map(({ entityRef }) => entityRef)).toEqual([pay]);
    expect(second.nextCursor).toBeUndefined();
  });

  it('shows and counts only what the caller may see', async () => {
    hidden = [shop];
    const { items } = await ask<CompliancePosture>('getCompliance');
    expect(items[1]).toMatchObject({ entities: 1, drift: { controls: 0 } });
    hidden = [shop, pay];
    expect((await ask<CompliancePosture>('getCompliance')).items).toEqual([]);
    await expect(
      ask('listStandardEntities', {
        params: { standard: 'soc-2' },
        query: { limit: 5 },
      }),
    ).rejects.toThrow(NotFoundError);
  });

  it('narrows by owner', async () => {
    const { items } = await ask<CompliancePosture>('getCompliance', {
      query: { owner: ['group:default/money'] },
    });
    expect(items.map(({ id, entities }) => [id, entities])).toEqual([
      ['iso-27001', 1],
      ['soc-2', 1],
    ]);
  });

  it('forgets entities that have vanished', async () => {
    await db('ops_entity')
      .where({ entity_ref: pay })
      .update({ vanished_at: world.clock() });
    await db.transaction(trx =>
      world.evaluator.evaluate(trx, {
        entityRefs: [pay],
        now: world.clock(),
        cause: 'entity',
      }),
    );
    const { items } = await ask<CompliancePosture>('getCompliance');
    expect(items.map(({ id }) => id)).toEqual(['soc-2']);
  });
});
