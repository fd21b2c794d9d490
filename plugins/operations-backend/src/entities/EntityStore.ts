import {
  EntityProfile,
  RuleScope,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';

/** Which other entities a rule reads; `self` needs no look-up. @internal */
export type RelatedScope = Exclude<RuleScope, 'self'>;

/**
 * Our own copy of the catalog fields that evaluation, lists and permissions need.
 *
 * @remarks Vanished entities are hidden from every method. References are normalised (lower case).
 * @internal
 */
export interface EntityStore {
  /** Profiles by reference; unknown ones are absent. */
  profiles(
    db: Knex,
    entityRefs: readonly string[],
  ): Promise<Map<string, EntityProfile>>;

  /**
   * Entities that each given one is judged with, by reference; empty lists are absent.
   *
   * @remarks `dependsOn` is direct. `parts` follows hasPart downwards (a domain reaches the components of its systems).
   * `owned` is what the group, its child groups, or the user and the user's groups own. Cycles end the walk.
   */
  related(
    db: Knex,
    entityRefs: readonly string[],
    scope: RelatedScope,
  ): Promise<Map<string, string[]>>;

  /**
   * Every entity that may read one of the given ones through {@link related}, without the given ones.
   *
   * @param scopes - all when absent
   */
  dependents(
    db: Knex,
    entityRefs: readonly string[],
    scopes?: readonly RelatedScope[],
  ): Promise<string[]>;

  /**
   * People in groups, by group; groups without any are absent.
   *
   * @param below - also those in the groups below
   */
  members(
    db: Knex,
    groups: readonly string[],
    below: boolean,
  ): Promise<Map<string, Set<string>>>;

  /** One page of all references in ascending order, for sweeps. */
  page(
    db: Knex,
    options: { after?: string; limit: number },
  ): Promise<EntityProfile[]>;
}
