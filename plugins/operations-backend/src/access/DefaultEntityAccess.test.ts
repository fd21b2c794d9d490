import { mockCredentials, mockServices } from '@backstage/backend-test-utils';
import { ConfigReader } from '@backstage/config';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { createConditionTransformer } from '@backstage/plugin-permission-node';
import { operationsEvidenceCreatePermission } from '@backstage-operations/plugin-operations-common';
import knexFactory, { Knex } from 'knex';
import { migrate } from '../database/migrate';
import { DatabaseEntityCopyStore } from '../entities/DatabaseEntityCopyStore';
import { EntityDirectory } from '../entities/EntityDirectory';
import { EntitySync } from '../entities/EntitySync';
import { LedgerListeners } from '../ledger/LedgerListeners';
import { anEntity } from '../__testUtils__/anEntity';
import { aProfile } from '../__testUtils__/aProfile';
import { writeEntities } from '../__testUtils__/writeEntities';
import { DefaultEntityAccess } from './DefaultEntityAccess';
import { EntityCondition } from './EntityCondition';
import { createEntityRules } from './rules';
import { ServiceGrants } from './ServiceGrants';

const [checkout, orders, api] = [
  'component:default/checkout',
  'component:default/orders',
  'api:default/orders',
];
const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };
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
const onlyApis = conditional('operations-entity', 'HAS_ENTITY_KIND', {
  kinds: ['api'],
});
const byCatalogRule = conditional('catalog-entity', 'SOME_RULE', {});

let db: Knex;
beforeEach(async () => {
  db = knexFactory({
    client: 'better-sqlite3',
    connection: ':memory:',
    useNullAsDefault: true,
  });
  await migrate(db);
  await writeEntities(
    db,
    [checkout, orders, api].map(ref => aProfile(ref)),
  );
});
afterEach(() => db.destroy());

/** Access for somebody about whom the framework says this. */
function anAccess(
  decisions: Record<string, PolicyDecision>,
  options: { shown?: string[]; ingest?: object[] } = {},
) {
  const clock = { now: 0 };
  const authorizeConditional = jest.fn(
    async (requests: { permission: { name: string } }[]) =>
      requests.map(({ permission }) => decisions[permission.name] ?? allow),
  );
  const authorize = jest.fn(async () => [
    { result: decisions['operations.evidence.create']?.result ?? 'ALLOW' },
  ]);
  const catalog = catalogServiceMock({
    entities: (options.shown ?? [checkout, orders, api]).map(ref =>
      anEntity(ref),
    ),
  });
  const auth = mockServices.auth();
  const copy = DatabaseEntityCopyStore.create();
  const now = () => clock.now;
  const sync = EntitySync.create({
    db,
    catalog,
    auth,
    copy,
    listener: LedgerListeners.create(),
    now,
    logger: mockServices.logger.mock(),
  });
  const rules = createEntityRules(() => undefined);
  const access = DefaultEntityAccess.create({
    db,
    auth,
    catalog,
    permissions: { authorizeConditional, authorize } as never,
    directory: EntityDirectory.create({ db, copy, sync, now }),
    grants: ServiceGrants.fromConfig(
      new ConfigReader({ operations: { ingest: options.ingest ?? [] } }),
    ),
    toConditions: createConditionTransformer<EntityCondition>({
      getRuleByName: name => rules.find(rule => rule.name === name) as never,
    }),
    now,
  });
  return { access, authorizeConditional, clock, catalog };
}

const ada = mockCredentials.user('user:default/ada');

async function seen(
  { access }: ReturnType<typeof anAccess>,
  credentials: Parameters<DefaultEntityAccess['view']>[0] = ada,
) {
  const view = await access.view(credentials);
  const rows = db('ops_entity').select('entity_ref').orderBy('entity_ref');
  await view.filter(rows, 'ops_entity.entity_ref');
  const listed = (await rows).map(row => row.entity_ref);
  const visible = await view.visible([checkout, orders, api, 'api:x/y']);
  expect([...visible].sort()).toEqual(listed);
  for (const ref of [checkout, orders, api, 'api:x/y']) {
    expect(await view.canSee(ref)).toBe(visible.has(ref));
  }
  return listed;
}

describe('DefaultEntityAccess for people', () => {
  it.each([
    ['everything where all is allowed', {}, [api, checkout, orders]],
    [
      'nothing without catalog.entity.read',
      { 'catalog.entity.read': deny },
      [],
    ],
    [
      'nothing without operations.entity.read',
      { 'operations.entity.read': deny },
      [],
    ],
    [
      'what our conditions leave',
      { 'operations.entity.read': onlyApis },
      [api],
    ],
  ])('shows %s', async (_, decisions, expected) => {
    expect(await seen(anAccess(decisions))).toEqual(expected);
  });

  it('shows what the catalog shows, where the catalog decides by rules we do not know', async () => {
    const decisions = { 'catalog.entity.read': byCatalogRule };
    expect(await seen(anAccess(decisions, { shown: [orders] }))).toEqual([
      orders,
    ]);
    const both = { ...decisions, 'operations.entity.read': onlyApis };
    expect(await seen(anAccess(both, { shown: [orders, api] }))).toEqual([api]);
  });

  it('decides once for a few seconds, per person and permission', async () => {
    const { access, authorizeConditional, clock } = anAccess({});
    await Promise.all([access.view(ada), access.view(ada)]);
    expect(authorizeConditional).toHaveBeenCalledTimes(1);
    await access.view(mockCredentials.user('user:default/eve'));
    await access.view(ada, operationsEvidenceCreatePermission);
    expect(authorizeConditional).toHaveBeenCalledTimes(3);
    clock.now = 5_001;
    await access.view(ada);
    expect(authorizeConditional).toHaveBeenCalledTimes(4);
  });

  it('asks the catalog for everything it shows once in a while only', async () => {
    const { access, catalog, clock } = anAccess({
      'catalog.entity.read': byCatalogRule,
    });
    const ask = jest.spyOn(catalog, 'streamEntities');
    const list = async () => {
      const view = await access.view(ada);
      await view.filter(db('ops_entity'), 'entity_ref');
    };
    await list();
    clock.now = 19_000;
    await list();
    expect(ask).toHaveBeenCalledTimes(1);
    clock.now = 25_000;
    await list();
    expect(ask).toHaveBeenCalledTimes(2);
  });

  it('does not remember a failure', async () => {
    const { access, authorizeConditional } = anAccess({});
    authorizeConditional.mockRejectedValueOnce(new Error('down'));
    await expect(access.view(ada)).rejects.toThrow('down');
    await expect(access.view(ada)).resolves.toBeDefined();
  });

  it('says not found for the invisible and not allowed for the visible', async () => {
    const permission = operationsEvidenceCreatePermission;
    const { access } = anAccess({
      'operations.entity.read': onlyApis,
      'operations.evidence.create': deny,
    });
    await expect(
      access.requirePermission(ada, permission, checkout),
    ).rejects.toMatchObject({ name: 'NotFoundError' });
    await expect(
      access.requirePermission(ada, permission, api),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    await expect(access.requireVisible(ada, checkout)).rejects.toMatchObject({
      name: 'NotFoundError',
    });
  });

  it('finds an entity that is new in the catalog', async () => {
    const { access } = anAccess({}, { shown: ['component:default/new'] });
    const view = await access.view(ada);
    expect(await view.canSee('component:default/new')).toBe(true);
  });
});

describe('DefaultEntityAccess for services', () => {
  const ci = (...permissionNames: string[]) =>
    mockCredentials.service('external:ci', { permissionNames });
  const grant = { subject: 'ci', sources: ['ci'], entities: ['component:*'] };

  it('shows what a grant with read names, to a token that names the permission', async () => {
    const access = anAccess({}, { ingest: [{ ...grant, read: true }] });
    expect(await seen(access, ci('operations.entity.read'))).toEqual([
      checkout,
      orders,
    ]);
  });

  it('spares a grant of everything the comparison with every name', async () => {
    const all = { ...grant, entities: ['*'], read: true };
    const reader = ci('operations.entity.read');
    for (const [entry, everything] of [
      [all, true],
      [{ ...all, read: false }, false],
      [{ ...grant, read: true }, false],
    ] as const) {
      const { access } = anAccess({}, { ingest: [entry] });
      const view = await access.view(reader);
      expect(view.seesEverything).toBe(everything);
    }
    expect(await seen(anAccess({}, { ingest: [all] }), reader)).toEqual([
      api,
      checkout,
      orders,
    ]);
  });

  it.each([
    ['a grant without read', ci('operations.entity.read'), grant],
    [
      'a token for something else',
      ci('operations.evidence.create'),
      { ...grant, read: true },
    ],
    [
      'an unrestricted token',
      mockCredentials.service('external:ci'),
      { ...grant, read: true },
    ],
    [
      'another subject',
      ci('operations.entity.read'),
      { ...grant, subject: 'x', read: true },
    ],
  ])('shows nothing to %s', async (_, credentials, entry) => {
    expect(await seen(anAccess({}, { ingest: [entry] }), credentials)).toEqual(
      [],
    );
  });
});
