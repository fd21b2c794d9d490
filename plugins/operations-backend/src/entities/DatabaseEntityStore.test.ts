import { Knex } from 'knex';
import { migrate } from '../database/migrate';
import { aProfile } from '../__testUtils__/aProfile';
import { describeEachEngine } from '../__testUtils__/testEngines';
import { writeEntities } from '../__testUtils__/writeEntities';
import { DatabaseEntityCopyStore } from './DatabaseEntityCopyStore';
import { DatabaseEntityStore } from './DatabaseEntityStore';

jest.setTimeout(60_000);

const ref = {
  shop: 'domain:default/shop',
  store: 'system:default/store',
  checkout: 'component:default/checkout',
  cart: 'component:default/cart',
  db: 'resource:default/db',
  all: 'group:default/all',
  team: 'group:default/team',
  ada: 'user:default/ada',
};

/** A domain of one system of two components, owned by a child group of which ada is a member. */
const catalog = [
  aProfile(ref.shop, {
    relations: [{ type: 'hasPart', targetRef: ref.store }],
  }),
  aProfile(ref.store, {
    domain: ref.shop,
    relations: [
      { type: 'hasPart', targetRef: ref.checkout },
      { type: 'hasPart', targetRef: ref.cart },
      // A cycle, which a catalog does not prevent.
      { type: 'hasPart', targetRef: ref.shop },
    ],
  }),
  aProfile(ref.checkout, {
    title: 'Checkout',
    system: ref.store,
    owner: ref.team,
    tier: 'tier-1',
    annotations: { a: '1' },
    tags: ['java'],
    relations: [
      { type: 'dependsOn', targetRef: ref.db },
      { type: 'dependsOn', targetRef: 'resource:default/never-existed' },
    ],
  }),
  aProfile(ref.cart),
  aProfile(ref.db, { relations: [{ type: 'dependsOn', targetRef: ref.cart }] }),
  aProfile(ref.all, { relations: [{ type: 'parentOf', targetRef: ref.team }] }),
  aProfile(ref.team, {
    relations: [{ type: 'ownerOf', targetRef: ref.checkout }],
  }),
  aProfile(ref.ada, { relations: [{ type: 'memberOf', targetRef: ref.team }] }),
];

describeEachEngine('DatabaseEntityStore', engine => {
  const store = DatabaseEntityStore.create();
  const copy = DatabaseEntityCopyStore.create();
  let db: Knex;

  beforeAll(async () => {
    db = await engine.init();
    await migrate(db);
  });

  beforeEach(async () => {
    for (const table of ['ops_entity', 'ops_relation', 'ops_entity_life']) {
      await db(table).delete();
    }
    await writeEntities(db, catalog, 1);
  });

  const related = async (
    from: string,
    scope: 'dependsOn' | 'parts' | 'owned',
  ) => (await store.related(db, [from], scope)).get(from);

  it('gives profiles back, with the domain of the system', async () => {
    const found = await store.profiles(db, [ref.checkout, 'api:default/none']);
    expect([...found.keys()]).toEqual([ref.checkout]);
    expect(found.get(ref.checkout)).toEqual({
      ...catalog[2],
      domain: ref.shop,
      relations: [
        { type: 'dependsOn', targetRef: ref.db },
        { type: 'dependsOn', targetRef: 'resource:default/never-existed' },
      ],
    });
  });

  it('pages all of them in order', async () => {
    const first = await store.page(db, { limit: 5 });
    const rest = await store.page(db, { limit: 5, after: first[4].entityRef });
    const refs = [...first, ...rest].map(profile => profile.entityRef);
    expect(refs).toEqual(Object.values(ref).sort());
  });

  it('follows dependsOn one step, to entities that exist', async () => {
    expect(await related(ref.checkout, 'dependsOn')).toEqual([ref.db]);
    expect(await related(ref.cart, 'dependsOn')).toBeUndefined();
  });

  it('follows parts all the way down and ends in cycles', async () => {
    expect(await related(ref.shop, 'parts')).toEqual([
      ref.cart,
      ref.checkout,
      ref.store,
    ]);
  });

  it('finds what groups, parent groups and members own', async () => {
    for (const owner of [ref.team, ref.all, ref.ada]) {
      expect(await related(owner, 'owned')).toEqual([ref.checkout]);
    }
  });

  it('names everyone who reads an entity', async () => {
    expect(await store.dependents(db, [ref.checkout])).toEqual(
      [ref.shop, ref.store, ref.team, ref.all, ref.ada].sort(),
    );
    expect(await store.dependents(db, [ref.db], ['dependsOn'])).toEqual([
      ref.checkout,
    ]);
  });

  it('agrees on related and dependents', async () => {
    const refs = Object.values(ref);
    for (const scope of ['dependsOn', 'parts', 'owned'] as const) {
      const forward = await store.related(db, refs, scope);
      for (const target of refs) {
        const readers = refs.filter(from =>
          forward.get(from)?.includes(target),
        );
        expect(await store.dependents(db, [target], [scope])).toEqual(
          readers.sort(),
        );
      }
    }
  });

  it('hides what vanished, everywhere, and shows it when it is back', async () => {
    await db.transaction(trx => copy.hide(trx, [ref.checkout], 2));
    expect((await store.profiles(db, [ref.checkout])).size).toBe(0);
    expect(await related(ref.store, 'parts')).toEqual([ref.cart, ref.shop]);
    expect(
      (await copy.known(db, [ref.checkout])).get(ref.checkout),
    ).toMatchObject({ vanished: true });
    await writeEntities(db, [catalog[2]], 3);
    expect(await related(ref.team, 'owned')).toEqual([ref.checkout]);
  });

  it('drops relations that are no more', async () => {
    await writeEntities(db, [aProfile(ref.checkout)]);
    expect(await related(ref.checkout, 'dependsOn')).toBeUndefined();
  });

  it('remembers every life of a reference', async () => {
    await writeEntities(db, [aProfile(ref.cart, { uid: 'second' })], 7);
    await db.transaction(trx => copy.hide(trx, [ref.cart], 9));
    const lives = await db('ops_entity_life')
      .where('entity_ref', ref.cart)
      .orderBy('appeared_at');
    expect(
      lives.map(life => [life.uid, +life.appeared_at, +life.vanished_at]),
    ).toEqual([
      [`uid-${ref.cart}`, 1, 7],
      ['second', 7, 9],
    ]);
  });
});
