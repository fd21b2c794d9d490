import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import knexFactory, { Knex } from 'knex';
import { migrate } from '../database/migrate';
import { LedgerChange } from '../ledger/LedgerListener';
import { anEntity } from '../__testUtils__/anEntity';
import { DatabaseEntityCopyStore } from './DatabaseEntityCopyStore';
import { DatabaseEntityStore } from './DatabaseEntityStore';
import { EntityDirectory } from './EntityDirectory';
import { EntitySync } from './EntitySync';

const checkout = 'component:default/checkout';
const orders = 'component:default/orders';

let db: Knex;
beforeEach(async () => {
  db = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  await migrate(db);
});
afterEach(() => db.destroy());

const copy = DatabaseEntityCopyStore.create();
const warn = jest.fn();

function aSync(catalog: CatalogService) {
  const changes: LedgerChange[] = [];
  const sync = EntitySync.create({
    db,
    catalog,
    auth: mockServices.auth(),
    copy,
    listener: {
      onEvidence: async (_trx, change) => {
        changes.push(change);
      },
    },
    now: () => 1,
    logger: mockServices.logger.mock({ warn }),
  });
  return { sync, changes };
}

const withCatalog = (...entities: Entity[]) =>
  aSync(catalogServiceMock({ entities }));

const present = async () =>
  (await DatabaseEntityStore.create().page(db, { limit: 99 })).map(
    profile => profile.entityRef,
  );

describe('EntitySync', () => {
  it('copies what is new or changed, once, and tells the listener in the same breath', async () => {
    const first = withCatalog(anEntity(checkout), anEntity(orders));
    expect(await first.sync.syncAll()).toEqual({
      seen: 2,
      changed: [checkout, orders],
      vanished: 0,
    });
    expect(first.changes).toEqual([
      { entityRefs: [checkout, orders], at: 1, cause: 'entity' },
    ]);

    const again = withCatalog(
      anEntity(checkout, { spec: { owner: 'group:default/a' } }),
      anEntity(orders),
    );
    expect((await again.sync.syncAll()).changed).toEqual([checkout]);
    expect((await again.sync.syncAll()).changed).toEqual([]);
  });

  it('hides what is gone and shows it when it is back', async () => {
    await withCatalog(anEntity(checkout), anEntity(orders)).sync.syncAll();
    const { sync, changes } = withCatalog(anEntity(orders));
    expect((await sync.syncAll()).vanished).toBe(1);
    expect(changes).toEqual([
      { entityRefs: [checkout], at: 1, cause: 'entity' },
    ]);
    expect(await present()).toEqual([orders]);
    const back = withCatalog(anEntity(checkout), anEntity(orders));
    expect((await back.sync.syncAll()).changed).toEqual([checkout]);
  });

  it('keeps everything when the catalog suddenly has nothing', async () => {
    await withCatalog(anEntity(checkout)).sync.syncAll();
    expect((await withCatalog().sync.syncAll()).vanished).toBe(0);
    expect(await present()).toEqual([checkout]);
    expect(warn).toHaveBeenCalledWith(expect.stringContaining('kept'));
  });

  it('hides nothing when a pass breaks off', async () => {
    await withCatalog(anEntity(checkout), anEntity(orders)).sync.syncAll();
    const catalog = catalogServiceMock({ entities: [anEntity(orders)] });
    jest
      .spyOn(catalog, 'streamEntities')
      .mockImplementation(async function* () {
        yield [anEntity(orders)];
        throw new Error('connection reset');
      });
    const { sync } = aSync(catalog);
    await expect(sync.syncAll()).rejects.toThrow('connection reset');
    expect(await present()).toEqual([checkout, orders]);
  });

  it('asks by name before it hides what a page has missed', async () => {
    const entities = [anEntity(checkout), anEntity(orders)];
    await withCatalog(...entities).sync.syncAll();
    const catalog = catalogServiceMock({ entities });
    jest
      .spyOn(catalog, 'streamEntities')
      .mockImplementation(async function* () {
        yield [anEntity(orders)];
      });
    const { sync } = aSync(catalog);
    expect((await sync.syncAll()).vanished).toBe(0);
    expect(await present()).toEqual([checkout, orders]);
  });

  it('reads owner, system and domain from relations before the spec', async () => {
    const { sync } = withCatalog(
      anEntity(checkout, {
        annotations: { 'backstage-operations.io/tier': 'tier-1', n: 'a\0b' },
        spec: { owner: 'someone', system: 'shop', type: 'service' },
        relations: [
          { type: 'ownedBy', targetRef: 'group:default/Team' },
          { type: 'partOf', targetRef: 'system:default/store' },
        ],
      }),
      anEntity(orders, { spec: { owner: 'someone', system: 'shop' } }),
    );
    await sync.syncAll();
    const profiles = await DatabaseEntityStore.create().profiles(db, [
      checkout,
      orders,
    ]);
    expect(profiles.get(checkout)).toMatchObject({
      owner: 'group:default/team',
      system: 'system:default/store',
      type: 'service',
      tier: 'tier-1',
      annotations: { n: 'ab' },
    });
    expect(profiles.get(orders)).toMatchObject({
      owner: 'group:default/someone',
      system: 'system:default/shop',
    });
  });
});

describe('EntityDirectory', () => {
  it('asks the catalog for the unknown, once in a while', async () => {
    const catalog = catalogServiceMock({ entities: [anEntity(checkout)] });
    const ask = jest.spyOn(catalog, 'getEntitiesByRefs');
    let now = 0;
    const { sync } = aSync(catalog);
    const directory = EntityDirectory.create({
      db,
      copy,
      sync,
      now: () => now,
    });
    const uids = () => directory.uids([checkout, orders]);
    expect([...(await uids()).keys()]).toEqual([checkout]);
    await uids();
    expect(ask).toHaveBeenCalledTimes(1);
    now = 5_001;
    await uids();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('says that it does not know while the catalog is down', async () => {
    const catalog = catalogServiceMock({ entities: [] });
    jest
      .spyOn(catalog, 'getEntitiesByRefs')
      .mockRejectedValue(new Error('ECONNREFUSED'));
    const { sync } = aSync(catalog);
    const directory = EntityDirectory.create({ db, copy, sync, now: () => 0 });
    await expect(directory.uids([checkout])).rejects.toMatchObject({
      name: 'ServiceUnavailableError',
    });
  });
});
