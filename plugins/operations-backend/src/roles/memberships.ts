import {
  RELATION_CHILD_OF,
  RELATION_MEMBER_OF,
} from '@backstage/catalog-model';
import { Membership } from './RoleRule';

/** Outgoing relations of entities, by reference; entities that don't exist are absent. @internal */
export type RelationSource = (
  entityRefs: readonly string[],
) => Promise<
  ReadonlyMap<string, readonly { type: string; targetRef: string }[]>
>;

/** Levels of groups that are walked up. */
const MAX_DEPTH = 32;

/**
 * The groups of people, with those above them.
 *
 * @returns by reference; people who don't exist are absent
 * @remarks Each level is one question to the source. A group is visited once, so that groups which contain each other end the walk.
 * @internal
 */
export async function memberships(
  source: RelationSource,
  people: readonly string[],
): Promise<Map<string, Membership>> {
  const found = await source(people);
  const direct = new Map<string, Set<string>>();
  for (const [person, relations] of found) {
    const groups = relations
      .filter(({ type }) => type === RELATION_MEMBER_OF)
      .map(({ targetRef }) => targetRef);
    direct.set(person, new Set(groups));
  }

  const parents = new Map<string, string[]>();
  let level = new Set([...direct.values()].flatMap(groups => [...groups]));
  for (let depth = 0; level.size > 0 && depth < MAX_DEPTH; depth++) {
    const next = new Set<string>();
    for (const group of level) parents.set(group, []);
    for (const [group, relations] of await source([...level])) {
      const above = relations
        .filter(({ type }) => type === RELATION_CHILD_OF)
        .map(({ targetRef }) => targetRef);
      parents.set(group, above);
      for (const parent of above) if (!parents.has(parent)) next.add(parent);
    }
    level = next;
  }

  const result = new Map<string, Membership>();
  for (const [person, groups] of direct) {
    const all = new Set(groups);
    // A set grows while it is walked, and no group enters twice.
    for (const group of all) {
      for (const parent of parents.get(group) ?? []) all.add(parent);
    }
    result.set(person, { direct: groups, all });
  }
  return result;
}
