/** Who holds a role; what is not configured is held by nobody. @internal */
export interface RoleRule {
  /** Groups whose members hold it everywhere. */
  groups: readonly string[];
  /** True where members of groups below those groups hold it too. */
  transitive: boolean;
  /** True where members of the owning group hold it for what the group owns. */
  ownerGroup: boolean;
}

/** Groups of one person. @internal */
export interface Membership {
  direct: ReadonlySet<string>;
  /** Direct ones and all above them. */
  all: ReadonlySet<string>;
}

/**
 * Whether a person holds a role for what an owner owns.
 *
 * @param rule - undefined for a role that nobody configured
 * @param membership - undefined for a person who is not in the catalog
 * @internal
 */
export function holdsRole(
  rule: RoleRule | undefined,
  membership: Membership | undefined,
  owner: string | undefined,
): boolean {
  if (!rule || !membership) return false;
  const groups = rule.transitive ? membership.all : membership.direct;
  if (rule.groups.some(group => groups.has(group))) return true;
  return rule.ownerGroup && owner !== undefined && groups.has(owner);
}
