import {
  AllOfCriteria,
  AnyOfCriteria,
  NotCriteria,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { EntityCondition } from './EntityCondition';

type Criteria = PermissionCriteria<EntityCondition>;

const isAllOf = (c: Criteria): c is AllOfCriteria<EntityCondition> =>
  'allOf' in c;
const isAnyOf = (c: Criteria): c is AnyOfCriteria<EntityCondition> =>
  'anyOf' in c;
const isNot = (c: Criteria): c is NotCriteria<EntityCondition> => 'not' in c;

/** Adds permission criteria to a query over `ops_entity as e`. @internal */
export function whereCriteria(
  query: Knex.QueryBuilder,
  db: Knex,
  criteria: Criteria,
): void {
  query.where(builder => {
    if (isAllOf(criteria)) {
      for (const one of criteria.allOf) whereCriteria(builder, db, one);
    } else if (isAnyOf(criteria)) {
      for (const one of criteria.anyOf) {
        builder.orWhere(inner => whereCriteria(inner, db, one));
      }
    } else if (isNot(criteria)) {
      builder.whereNot(inner => whereCriteria(inner, db, criteria.not));
    } else {
      criteria(builder, db);
    }
  });
}
