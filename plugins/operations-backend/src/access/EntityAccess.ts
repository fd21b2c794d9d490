import {
  BackstageCredentials,
  BackstageServicePrincipal,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
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
  /** True when the entity exists and the caller may read it in the catalog and here. */
  canSee(entityRef: string): Promise<boolean>;

  /** Those of the given references that the caller may see. */
  visible(entityRefs: readonly string[]): Promise<Set<string>>;

  /**
   * Narrows a query to the entities the caller may see, in SQL, so that limits and counts are of the visible ones.
   *
   * @param query - any query
   * @param column - its column that holds the entity reference, qualified where needed
   */
  filter(query: Knex.QueryBuilder, column: string): void;
}

/** Decides what a caller may see. @internal */
export interface EntityAccess {
  view(credentials: CallerCredentials): Promise<CallerView>;

  /** Throws NotFoundError, naming the reference only, when the caller may not see the entity or it is unknown. */
  requireVisible(
    credentials: CallerCredentials,
    entityRef: string,
  ): Promise<void>;
}
