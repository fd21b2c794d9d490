import { mockCredentials } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { Knex } from 'knex';
import { randomBytes } from 'node:crypto';
import { ulid } from 'ulid';
import { anEntity } from '../__testUtils__/anEntity';
import { aProfile } from '../__testUtils__/aProfile';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { writeEntities } from '../__testUtils__/writeEntities';
import { EntityCondition } from '../access/EntityCondition';
import { createEntityRules } from '../access/rules';
import { migrate } from '../database/migrate';
import { DatabaseFeedStore } from './DatabaseFeedStore';
import { FeedService } from './FeedService';
import { SightKeeper } from './SightKeeper';

jest.setTimeout(60_000);

const DAY = 86_400_000;
const [shop, pay] = ['component:default/shop', 'component:default/pay'];
const [money, sales] = ['group:default/money', 'group:default/sales'];
const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };
const ada = mockCredentials.user('user:default/ada');
const eve = mockCredentials.user('user:default/eve');

const conditional = (
  resourceType: string,
  rule: string,
  params: object,
): PolicyDecision => ({
  result: AuthorizeResult.CONDITIONAL,
  pluginId: 'x',
  resourceType,
  conditions: { rule, resourceType, params: params as never },
});
const ownedByMoney = conditional('operations-entity', 'IS_ENTITY_OWNER', {
  claims: [money],
});
const byCatalogRule = conditional('catalog-entity', 'SOME_RULE', {});

const owned = (ref: string, owner: string, title?: string) =>
  aProfile(ref, {
    owner,
    relations: [{ type: 'ownedBy', targetRef: owner }],
    ...(title === undefined ? {} : { title }),
  });

describeEachEngine('Calendar feeds', engine => {
  let db: Knex;
  let now: number;
  let decisions: Record<string, PolicyDecision>;
  let people: Map<string, { uid: string; groups: string[] }>;
  let shown: Entity[];
  let feeds: FeedService;
  const times = { lifetime: 365 * DAY, presence: 14 * DAY, validFrom: 0 };

  beforeAll(async () => {
    db = await engine.init();
    await migrate(db);
  });

  beforeEach(async () => {
    await db('ops_feed').delete();
    await db('ops_feed_sight').delete();
    await writeEntities(db, [owned(shop, sales), owned(pay, money)]);
    now = Date.UTC(2026, 2, 10);
    decisions = {};
    people = new Map([
      ['user:default/ada', { uid: 'uid-ada', groups: [money] }],
      ['user:default/eve', { uid: 'uid-eve', groups: [] }],
    ]);
    shown = [anEntity(shop), anEntity(pay)];
    times.validFrom = 0;
    const rules = createEntityRules(() => undefined);
    const sights = SightKeeper.create({
      db,
      catalog: {
        streamEntities: (
          ...asked: Parameters<CatalogService['streamEntities']>
        ) => catalogServiceMock({ entities: shown }).streamEntities(...asked),
      } as CatalogService,
      permissions: {
        authorizeConditional: async (
          requests: { permission: { name: string } }[],
        ) =>
          requests.map(({ permission }) => decisions[permission.name] ?? allow),
      } as never,
      directory: {
        uids: async (refs: string[]) =>
          new Map(
            refs.flatMap(ref => {
              const person = people.get(ref);
              return person ? [[ref, person.uid]] : [];
            }),
          ),
      } as never,
      roles: {
        membershipsNow: async refs =>
          new Map(
            refs.flatMap(ref => {
              const person = people.get(ref);
              const groups = new Set(person?.groups);
              return person ? [[ref, { direct: groups, all: groups }]] : [];
            }),
          ),
      },
      toConditions: createConditionTransformer<EntityCondition>({
        getRuleByName: name => rules.find(rule => rule.name === name) as never,
      }),
      clock: () => now,
    });
    feeds = FeedService.create({
      db,
      feeds: DatabaseFeedStore.create(),
      sights,
      times,
      clock: () => now,
      newId: () => ulid(now),
      newSecret: () => randomBytes(32).toString('base64url'),
    });
  });

  async function make(name = 'phone') {
    const { path, ...made } = await feeds.create(ada, { name });
    return { ...made, token: path.replace(/^.*\/(.*)\.ics$/, '$1') };
  }

  /** What the calendar of a token is about; undefined when it answers nothing. */
  async function sees(token: string): Promise<string[] | undefined> {
    const open = await feeds.open(token);
    if (!open) return undefined;
    const rows = db('ops_entity').select('entity_ref').orderBy('entity_ref');
    await open.view.filter(rows, 'entity_ref');
    return (await rows).map((row: { entity_ref: string }) => row.entity_ref);
  }

  it('open with their own token only, of which no readable trace is kept', async () => {
    const mine = await make();
    expect(await sees(mine.token)).toEqual([pay, shop]);
    const [id, secret] = mine.token.split('.');
    const other = (await make('laptop')).token.split('.');
    for (const wrong of [
      '',
      id,
      `${id}.`,
      `${id}.${'A'.repeat(43)}`,
      `${id}.${other[1]}`,
      `${other[0]}.${secret}`,
      `${mine.token}.x`,
      `${id}.${secret}=`,
      `${'0'.repeat(26)}.${secret}`,
    ]) {
      expect([wrong, await sees(wrong)]).toEqual([wrong, undefined]);
    }
    const stored = JSON.stringify(await db('ops_feed'));
    expect(stored).not.toContain(secret);
  });

  it('are listed and taken back by their owner, and by nobody else', async () => {
    const { id, token, restsAt, expiresAt } = await make();
    expect(await feeds.list(ada)).toMatchObject([
      { id, name: 'phone', state: 'active', restsAt, expiresAt },
    ]);
    expect(await feeds.list(eve)).toEqual([]);
    await expect(feeds.remove(eve, id)).rejects.toThrow('There is no address');
    expect(await sees(token)).toBeDefined();
    await feeds.remove(ada, id);
    expect(await sees(token)).toBeUndefined();
    expect(await feeds.list(ada)).toEqual([]);
    await expect(feeds.remove(ada, id)).rejects.toThrow('There is no address');
  });

  it('rest when their owner has not been here for long, and end', async () => {
    const { token } = await make();
    now += 14 * DAY - 1;
    expect(await sees(token)).toBeDefined();
    now += 1;
    expect(await sees(token)).toBeUndefined();
    expect(await feeds.list(ada)).toMatchObject([{ state: 'active' }]);
    expect(await sees(token)).toBeDefined();

    times.validFrom = now + 1;
    expect(await sees(token)).toBeUndefined();
    now += 3_600_001;
    await feeds.visit(ada);
    expect(await sees(token)).toBeDefined();

    now += times.lifetime;
    await feeds.visit(ada);
    expect(await sees(token)).toBeUndefined();
    expect(await feeds.list(ada)).toMatchObject([{ state: 'expired' }]);
  });

  it('show what the conditions for their owner say of the entities as they are', async () => {
    decisions = { 'operations.entity.read': ownedByMoney };
    const { token } = await make();
    expect(await sees(token)).toEqual([pay]);
    await writeEntities(db, [owned(shop, money), owned(pay, sales)]);
    expect(await sees(token)).toEqual([shop]);
    await writeEntities(db, [owned(shop, money), owned(pay, money)]);
  });

  it('show of what the catalog decides only what has not changed since', async () => {
    decisions = { 'catalog.entity.read': byCatalogRule };
    shown = [anEntity(pay)];
    const { token } = await make();
    expect(await sees(token)).toEqual([pay]);
    await writeEntities(db, [owned(pay, money, 'Payments')]);
    expect(await sees(token)).toEqual([]);
    now += 3_600_000;
    shown = [anEntity(pay), anEntity(shop)];
    await feeds.visit(ada);
    expect(await sees(token)).toEqual([pay, shop]);
  });

  it.each(['catalog.entity.read', 'operations.entity.read'])(
    'show nothing to whom %s is denied',
    async permission => {
      decisions = { [permission]: deny };
      expect(await sees((await make()).token)).toEqual([]);
    },
  );

  it.each<[string, () => void, boolean]>([
    ['has left a group', () => setPerson({ groups: [] }), false],
    ['has joined one', () => setPerson({ groups: [money, sales] }), true],
    ['is gone', () => people.delete('user:default/ada'), false],
    ['is another of that name', () => setPerson({ uid: 'other' }), false],
  ])('whose owner %s', async (_, happens, answers) => {
    const { token } = await make();
    happens();
    expect((await sees(token)) !== undefined).toBe(answers);
  });

  function setPerson(change: { uid?: string; groups?: string[] }) {
    people.set('user:default/ada', {
      uid: 'uid-ada',
      groups: [money],
      ...change,
    });
  }

  it('are made by people who are in the catalog, ten at most', async () => {
    const stranger = mockCredentials.user('user:default/stranger');
    await expect(feeds.create(stranger, { name: 'a' })).rejects.toThrow(
      'not in the catalog',
    );
    for (let count = 0; count < 10; count += 1) await make(`feed ${count}`);
    await expect(make('one more')).rejects.toThrow('10 addresses');
  });
});
