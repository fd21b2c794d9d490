import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { ResourcePermission } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';

/** Credentials of somebody who is let in at all. @internal */
export type CallerCredentials = BackstageCredentials<
  BackstageUserPrincipal | BackstageServicePrincipal
>;

/**
 * What one caller may see, decided once for a few seconds.
 *
 * @internal
 */
export interface CallerView {
  /** True where nothing at all is hidden from the caller, so that deleted entities need not be hidden either. */
  readonly seesEverything: boolean;

  /** True when the entity exists and the caller may read it in the catalog and here. */
  canSee(entityRef: string): Promise<boolean>;

  /** Those of the given references that the caller may see. */
  visible(entityRefs: readonly string[]): Promise<Set<string>>;

  /**
   * Narrows a query to the entities the caller may see, in SQL, so that limits and counts are of the visible ones.
   *
   * @param query - any query; awaits what the catalog says, not the query
   * @param column - its column that holds the entity reference, qualified where needed
   */
  filter(query: Knex.QueryBuilder, column: string): Promise<void>;
}

/** Decides what a caller may see and do. @internal */
export interface EntityAccess {
  /**
   * What the caller may see, decided once for a few seconds.
   *
   * @param permission - narrows to entities on which the caller also has this permission
   */
  view(
    credentials: CallerCredentials,
    permission?: ResourcePermission,
  ): Promise<CallerView>;

  /** Throws NotFoundError, naming the reference only, when the caller may not see the entity or it is unknown. */
  requireVisible(
    credentials: CallerCredentials,
    entityRef: string,
  ): Promise<void>;

  /**
   * How far a permission reaches for what is about no entity in particular.
   *
   * @throws NotAllowedError where the caller has it on no entity at all
   */
  reach(
    credentials: CallerCredentials,
    permission: ResourcePermission,
  ): Promise<'everywhere' | 'somewhere'>;

  /**
   * Throws NotFoundError where the entity is invisible, NotAllowedError where the permission is denied; nothing is cached.
   *
   * @remarks Invariants that must hold without the permission framework are checked elsewhere.
   */
  requirePermission(
    credentials: CallerCredentials,
    permission: ResourcePermission,
    entityRef: string,
  ): Promise<void>;
}
