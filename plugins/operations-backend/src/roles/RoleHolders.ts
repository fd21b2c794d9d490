import { Millis } from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { EntityStore } from '../entities/EntityStore';
import { RoleRule } from './RoleRule';

/** Who holds a role, as our copy of the catalog has it. @internal */
export interface RoleHolding {
  people: ReadonlySet<string>;
  /** Groups of the rule that are not in the catalog. */
  missing: readonly string[];
  /** True where whoever owns the entity holds it and no owner was named. */
  dependsOnOwner: boolean;
}

/** The roles that somebody could hold; those that nobody configured are absent. @internal */
export type HeldRoles = ReadonlyMap<string, RoleHolding>;

/** How long an answer holds, in milliseconds: pipelines ask for gates often, and groups change seldom. */
const HOLDS = 10_000;

/** Owners remembered at once. */
const REMEMBERED = 1_000;

/**
 * Counts who holds the roles, to say in time that nobody does.
 *
 * @remarks Good enough to warn, never to decide: who decides is asked of the catalog itself.
 * @internal
 */
export class RoleHolders {
  static create(options: {
    rules: ReadonlyMap<string, RoleRule>;
    entities: EntityStore;
    clock: () => Millis;
  }): RoleHolders {
    return new RoleHolders(options.rules, options.entities, options.clock);
  }

  private readonly answers = new Map<
    string,
    { until: Millis; held: Promise<HeldRoles> }
  >();

  private constructor(
    private readonly rules: ReadonlyMap<string, RoleRule>,
    private readonly entities: EntityStore,
    private readonly clock: () => Millis,
  ) {}

  /** @param owner - whose entities it is about; absent for no one in particular */
  async read(db: Knex, owner?: string): Promise<HeldRoles> {
    const now = this.clock();
    const key = owner ?? '';
    const known = this.answers.get(key);
    if (known && now < known.until) return known.held;
    if (this.answers.size >= REMEMBERED) this.answers.clear();
    const held = this.count(db, owner);
    this.answers.set(key, { until: now + HOLDS, held });
    held.catch(() => this.answers.delete(key));
    return held;
  }

  private async count(db: Knex, owner?: string): Promise<HeldRoles> {
    const groupsOf = ({ groups, ownerGroup }: RoleRule) =>
      ownerGroup && owner !== undefined ? [...groups, owner] : groups;
    const members = async (transitive: boolean) => {
      const groups = [...this.rules.values()]
        .filter(rule => rule.transitive === transitive)
        .flatMap(groupsOf);
      return this.entities.members(db, [...new Set(groups)], transitive);
    };
    const [direct, transitive] = [await members(false), await members(true)];
    const named = [...this.rules.values()].flatMap(({ groups }) => groups);
    const known = await this.entities.profiles(db, [...new Set(named)]);
    const held = new Map<string, RoleHolding>();
    for (const [role, rule] of this.rules) {
      const found = rule.transitive ? transitive : direct;
      held.set(role, {
        people: new Set(
          groupsOf(rule).flatMap(group => [...(found.get(group) ?? [])]),
        ),
        missing: rule.groups.filter(group => !known.has(group)),
        dependsOnOwner: rule.ownerGroup && owner === undefined,
      });
    }
    return held;
  }
}
