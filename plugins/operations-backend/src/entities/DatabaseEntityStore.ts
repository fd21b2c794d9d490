import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { whereIn } from '../database/dialect';
import { EntityStore, RelatedScope } from './EntityStore';
import { ProfileRow, toProfile } from './profileRow';
import { reach } from './relationWalk';

const allScopes: readonly RelatedScope[] = ['dependsOn', 'parts', 'owned'];

/** The copy of the catalog in the plugin's database. @internal */
export class DatabaseEntityStore implements EntityStore {
  static create(): DatabaseEntityStore {
    return new DatabaseEntityStore();
  }

  private constructor() {}

  async profiles(
    db: Knex,
    entityRefs: readonly string[],
  ): Promise<Map<string, EntityProfile>> {
    if (entityRefs.length === 0) return new Map();
    const query = present(db);
    whereIn(query, db, 'e.entity_ref', entityRefs);
    const profiles = await withRelations(db, await query);
    return new Map(profiles.map(profile => [profile.entityRef, profile]));
  }

  async page(
    db: Knex,
    options: { after?: string; limit: number },
  ): Promise<EntityProfile[]> {
    const query = present(db).orderBy('e.entity_ref').limit(options.limit);
    if (options.after !== undefined) {
      query.where('e.entity_ref', '>', options.after);
    }
    return withRelations(db, await query);
  }

  async related(
    db: Knex,
    entityRefs: readonly string[],
    scope: RelatedScope,
  ): Promise<Map<string, string[]>> {
    if (entityRefs.length === 0) return new Map();
    const found =
      scope === 'owned'
        ? await owned(db, entityRefs)
        : await reach(
            db,
            entityRefs,
            [scope === 'parts' ? 'hasPart' : 'dependsOn'],
            'forward',
            scope === 'parts' ? undefined : 1,
          );
    return new Map([...found].map(([ref, set]) => [ref, [...set].sort()]));
  }

  async dependents(
    db: Knex,
    entityRefs: readonly string[],
    scopes: readonly RelatedScope[] = allScopes,
  ): Promise<string[]> {
    const found = new Set<string>();
    const collect = (reached: Map<string, Set<string>>) => {
      for (const set of reached.values()) for (const ref of set) found.add(ref);
    };
    if (scopes.includes('dependsOn')) {
      collect(await reach(db, entityRefs, ['dependsOn'], 'backward', 1));
    }
    if (scopes.includes('parts')) {
      collect(await reach(db, entityRefs, ['hasPart'], 'backward'));
    }
    if (scopes.includes('owned')) {
      const owners = await reach(db, entityRefs, ['ownerOf'], 'backward', 1);
      collect(owners);
      const ownerRefs = [...owners.values()].flatMap(set => [...set]);
      collect(await reach(db, ownerRefs, ['parentOf'], 'backward'));
      collect(await reach(db, ownerRefs, ['memberOf'], 'backward', 1));
    }
    return [...found].filter(ref => !entityRefs.includes(ref)).sort();
  }

  async members(
    db: Knex,
    groups: readonly string[],
    below: boolean,
  ): Promise<Map<string, Set<string>>> {
    if (groups.length === 0) return new Map();
    const children = below
      ? await reach(db, groups, ['childOf'], 'backward')
      : new Map<string, Set<string>>();
    const familyOf = (group: string) => [group, ...(children.get(group) ?? [])];
    const direct = await reach(
      db,
      [...new Set(groups.flatMap(familyOf))],
      ['memberOf'],
      'backward',
      1,
    );
    const found = new Map<string, Set<string>>();
    for (const group of groups) {
      const people = familyOf(group).flatMap(one => [
        ...(direct.get(one) ?? []),
      ]);
      if (people.length > 0) found.set(group, new Set(people));
    }
    return found;
  }
}

function present(db: Knex): Knex.QueryBuilder {
  return db('ops_entity as e')
    .leftJoin('ops_entity as s', join =>
      join.on('s.entity_ref', 'e.system').andOnNull('s.vanished_at'),
    )
    .whereNull('e.vanished_at')
    .select('e.*')
    .select(db.raw('coalesce(e.domain, s.domain) as domain'));
}

async function withRelations(
  db: Knex,
  rows: ProfileRow[],
): Promise<EntityProfile[]> {
  const query = db('ops_relation as r').select(
    'r.source_ref',
    'r.type',
    'r.target_ref',
  );
  whereIn(
    query,
    db,
    'r.source_ref',
    rows.map(row => row.entity_ref),
  );
  const relations: { source_ref: string; type: string; target_ref: string }[] =
    await query.orderBy(['r.source_ref', 'r.type', 'r.target_ref']);
  const bySource = new Map<string, EntityProfile['relations']>();
  for (const { source_ref, type, target_ref } of relations) {
    const list = bySource.get(source_ref) ?? [];
    bySource.set(source_ref, list);
    list.push({ type, targetRef: target_ref });
  }
  return rows.map(row => toProfile(row, bySource.get(row.entity_ref) ?? []));
}

/** What each one owns itself, through child groups, or through the groups it is a member of. */
async function owned(
  db: Knex,
  refs: readonly string[],
): Promise<Map<string, Set<string>>> {
  const below = await reach(db, refs, ['parentOf'], 'forward');
  const groups = await reach(db, refs, ['memberOf'], 'forward', 1);
  const ownersOf = new Map(
    refs.map(ref => [
      ref,
      [ref, ...(below.get(ref) ?? []), ...(groups.get(ref) ?? [])],
    ]),
  );
  const owners = [...new Set([...ownersOf.values()].flat())];
  const direct = await reach(db, owners, ['ownerOf'], 'forward', 1);
  const result = new Map<string, Set<string>>();
  for (const [ref, list] of ownersOf) {
    const all = new Set(list.flatMap(owner => [...(direct.get(owner) ?? [])]));
    all.delete(ref);
    if (all.size > 0) result.set(ref, all);
  }
  return result;
}
