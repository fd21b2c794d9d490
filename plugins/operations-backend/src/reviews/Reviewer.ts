import { Delegation } from '@backstage-operations/plugin-operations-common';
import { holdsRole, Membership, RoleRule } from '../roles/RoleRule';

/** Somebody with the roles they may sign in: their own, and those lent to them. @internal */
export class Reviewer {
  static create(options: {
    person: string;
    rules: (role: string) => RoleRule | undefined;
    memberships: ReadonlyMap<string, Membership>;
    /** Delegations to the person that are in force. */
    delegations: readonly Delegation[];
  }): Reviewer {
    return new Reviewer(options);
  }

  private constructor(
    private readonly of: Parameters<(typeof Reviewer)['create']>[0],
  ) {}

  get person(): string {
    return this.of.person;
  }

  /**
   * In whose name the person may sign in a role for what an owner owns.
   *
   * @returns the person, somebody who delegated to them, or undefined
   */
  holder(role: string, owner: string | undefined): string | undefined {
    const { rules, memberships } = this.of;
    return this.names(role).find(name =>
      holdsRole(rules(role), memberships.get(name), owner),
    );
  }

  /** Owners for whose entities the role is held; `everywhere` where the owner does not matter. */
  owners(role: string): 'everywhere' | string[] {
    const { rules, memberships } = this.of;
    const rule = rules(role);
    if (!rule) return [];
    const owners = new Set<string>();
    for (const name of this.names(role)) {
      const membership = memberships.get(name);
      if (holdsRole(rule, membership, undefined)) return 'everywhere';
      if (!rule.ownerGroup || !membership) continue;
      const groups = rule.transitive ? membership.all : membership.direct;
      for (const group of groups) owners.add(group);
    }
    return [...owners];
  }

  private names(role: string): string[] {
    const { person, delegations } = this.of;
    const lenders = delegations
      .filter(({ roles }) => roles.length === 0 || roles.includes(role))
      .map(({ from }) => from);
    return [person, ...lenders];
  }
}
