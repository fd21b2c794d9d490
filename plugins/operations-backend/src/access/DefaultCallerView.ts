import { PermissionCriteria } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { whereIn } from '../database/dialect';
import { EntityDirectory } from '../entities/EntityDirectory';
import { CatalogSight } from './CatalogSight';
import { CallerView } from './EntityAccess';
import { EntityCondition } from './EntityCondition';
import { whereCriteria } from './whereCriteria';

/** What was decided about a caller. @internal */
export interface CallerDecision {
  db: Knex;
  directory: EntityDirectory;
  /** Our own conditions; absent where everything is allowed. */
  criteria?: PermissionCriteria<EntityCondition>;
  /** Absent where the catalog shows everything. */
  catalog?: CatalogSight;
}

/** Applies what was decided about a caller to our own copy of the entities. @internal */
export class DefaultCallerView implements CallerView {
  static create(decision: CallerDecision): DefaultCallerView {
    return new DefaultCallerView(decision);
  }

  private readonly answers = new Map<string, boolean>();

  private constructor(private readonly decision: CallerDecision) {}

  get seesEverything(): boolean {
    return !this.decision.criteria && !this.decision.catalog;
  }

  async canSee(entityRef: string): Promise<boolean> {
    const known = this.answers.get(entityRef);
    if (known !== undefined) return known;
    const answer = (await this.visible([entityRef])).has(entityRef);
    this.answers.set(entityRef, answer);
    return answer;
  }

  async visible(entityRefs: readonly string[]): Promise<Set<string>> {
    const { directory, catalog } = this.decision;
    let allowed = await this.allowed(entityRefs);
    if (allowed.size < entityRefs.length) {
      const before = entityRefs.filter(ref => !allowed.has(ref));
      const exist = await directory.uids(before);
      if (exist.size > 0) allowed = await this.allowed(entityRefs);
    }
    return catalog ? catalog.among([...allowed]) : allowed;
  }

  async filter(query: Knex.QueryBuilder, column: string): Promise<void> {
    const { db, catalog } = this.decision;
    query.whereIn(column, this.entities().select('e.entity_ref'));
    if (catalog) whereIn(query, db, column, [...(await catalog.all())]);
  }

  private async allowed(entityRefs: readonly string[]): Promise<Set<string>> {
    const query = this.entities().select('e.entity_ref');
    whereIn(query, this.decision.db, 'e.entity_ref', entityRefs);
    const rows: { entity_ref: string }[] = await query;
    return new Set(rows.map(row => row.entity_ref));
  }

  private entities(): Knex.QueryBuilder {
    const { db, criteria } = this.decision;
    const query = db('ops_entity as e').whereNull('e.vanished_at');
    if (criteria) whereCriteria(query, db, criteria);
    return query;
  }
}
