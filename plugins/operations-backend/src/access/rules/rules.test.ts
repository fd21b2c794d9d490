import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { PermissionCriteria } from '@backstage/plugin-permission-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { migrate } from '../../database/migrate';
import { aProfile } from '../../__testUtils__/aProfile';
import { describeEachEngine } from '../../__testUtils__/testEngines';
import { writeEntities } from '../../__testUtils__/writeEntities';
import { EntityCondition } from '../EntityCondition';
import { entityPatternCondition } from '../entityPatternCondition';
import { grantsEntity } from '../ServiceGrants';
import { whereCriteria } from '../whereCriteria';
import { hasAnnotation } from './hasAnnotation';
import { hasEntityKind } from './hasEntityKind';
import { createHasRole } from './hasRole';
import { isEntityOwner } from './isEntityOwner';

jest.setTimeout(60_000);

const owners = ['group:default/a', 'group:default/b', 'user:default/c'];
const roles: Record<string, { groups: string[]; ownerGroup: boolean }> = {
  everywhere: { groups: ['group:default/a'], ownerGroup: false },
  owner: { groups: [], ownerGroup: true },
};
const hasRole = createHasRole(role =>
  Object.hasOwn(roles, role) ? roles[role] : undefined,
);

/** A rule with parameters: how it judges in memory, and in SQL. */
interface Bound {
  apply(entity: EntityProfile): boolean;
  query: PermissionCriteria<EntityCondition>;
}

const claims = fc.subarray([...owners, 'Group:Default/A', 'group:default/%']);
const annotation = fc.constantFrom('a', 'a.b/c', 'x"y', "o'k", '$', 'toString');
const value = fc.constantFrom('', '1', '%', 'true', 'ü"\\');

const bound: fc.Arbitrary<Bound> = fc.oneof(
  claims.map(
    (list): Bound => ({
      apply: entity => isEntityOwner.apply(entity, { claims: list }),
      query: isEntityOwner.toQuery({ claims: list }),
    }),
  ),
  fc.subarray(['component', 'Component', 'api', 'SYSTEM']).map(
    (kinds): Bound => ({
      apply: entity => hasEntityKind.apply(entity, { kinds }),
      query: hasEntityKind.toQuery({ kinds }),
    }),
  ),
  fc.record({ annotation, value: fc.option(value, { nil: undefined }) }).map(
    (params): Bound => ({
      apply: entity => hasAnnotation.apply(entity, params),
      query: hasAnnotation.toQuery(params),
    }),
  ),
  fc
    .record({
      role: fc.constantFrom('everywhere', 'owner', 'toString'),
      claims,
    })
    .map(
      (params): Bound => ({
        apply: entity => hasRole.apply(entity, params),
        query: hasRole.toQuery(params),
      }),
    ),
);

const several = (one: fc.Arbitrary<Bound>) =>
  fc.array(one, { minLength: 1, maxLength: 3 });

const { criteria } = fc.letrec<{ criteria: Bound }>(tie => ({
  criteria: fc.oneof(
    { maxDepth: 3 },
    bound,
    tie('criteria').map(
      (one): Bound => ({
        apply: entity => !one.apply(entity),
        query: { not: one.query },
      }),
    ),
    several(tie('criteria')).map(
      ([first, ...rest]): Bound => ({
        apply: entity => [first, ...rest].every(one => one.apply(entity)),
        query: { allOf: [first.query, ...rest.map(one => one.query)] },
      }),
    ),
    several(tie('criteria')).map(
      ([first, ...rest]): Bound => ({
        apply: entity => [first, ...rest].some(one => one.apply(entity)),
        query: { anyOf: [first.query, ...rest.map(one => one.query)] },
      }),
    ),
  ),
}));

const profiles = fc
  .array(
    fc.record({
      kind: fc.constantFrom('component', 'api', 'system'),
      owners: fc.subarray(owners),
      annotations: fc.dictionary(annotation, value, { maxKeys: 3 }),
    }),
    { maxLength: 8 },
  )
  .map(rows =>
    rows.map(({ kind, annotations, ...row }, index) =>
      aProfile(`${kind}:default/e${index}`, {
        annotations,
        relations: row.owners.map(targetRef => ({
          type: 'ownedBy',
          targetRef,
        })),
      }),
    ),
  );

describeEachEngine('permission rules', engine => {
  let db: Knex;

  beforeAll(async () => {
    db = await engine.init();
    await migrate(db);
  });

  const selected = async (query: PermissionCriteria<EntityCondition>) => {
    const rows = db('ops_entity as e').select('e.entity_ref');
    whereCriteria(rows, db, query);
    return (await rows).map((row: { entity_ref: string }) => row.entity_ref);
  };

  it('choose the same entities in memory and in SQL', async () => {
    await fc.assert(
      fc.asyncProperty(
        profiles,
        criteria,
        async (entities, { apply, query }) => {
          await db('ops_entity').delete();
          await db('ops_relation').delete();
          await db('ops_entity_life').delete();
          await writeEntities(db, entities);
          const inMemory = entities
            .filter(apply)
            .map(entity => entity.entityRef);
          expect((await selected(query)).sort()).toEqual(inMemory.sort());
        },
      ),
      { numRuns: engine.name === 'SQLite' ? 200 : 60 },
    );
  });

  it('match grants of services the same way in memory and in SQL', async () => {
    const refs = [
      'component:default/a',
      'component:default/a-b',
      'component:default/a_b',
      'component:other/%',
      'api:default/a',
    ];
    await db('ops_entity').delete();
    await writeEntities(
      db,
      refs.map(ref => aProfile(ref)),
    );
    const patterns = [
      '*',
      'component:*',
      '*/a',
      'component:*/a*b',
      'component:default/a_b',
      'component:other/%',
      '*default*a*',
      '',
      'component:default/a',
      '**',
    ];
    for (const pattern of patterns) {
      const grant = {
        subject: '',
        sources: [],
        read: false,
        entities: [pattern],
      };
      const inMemory = refs.filter(ref => grantsEntity(grant, ref));
      const inSql = await selected(entityPatternCondition([pattern]));
      expect([pattern, inSql.sort()]).toEqual([pattern, inMemory.sort()]);
    }
  });
});
