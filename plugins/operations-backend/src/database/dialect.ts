import { Knex } from 'knex';

/** Largest number of values in one statement that both engines take. */
const MAX_BINDS = 30_000;

/** True on PostgreSQL, false on SQLite. @internal */
export function isPostgres(db: Knex): boolean {
  return db.client.config.client === 'pg';
}

/** Splits rows so that one statement of `columns` values each stays within the limits of both engines. @internal */
export function chunks<T>(rows: readonly T[], columns: number): T[][] {
  const size = Math.max(1, Math.floor(MAX_BINDS / columns));
  const parts: T[][] = [];
  for (let at = 0; at < rows.length; at += size) {
    parts.push(rows.slice(at, at + size));
  }
  return parts;
}

/**
 * Narrows a query to rows whose column is one of the values, with one bind however many there are.
 *
 * @param column - name of the column, qualified where needed; never text of a caller
 * @internal
 */
export function whereIn(
  query: Knex.QueryBuilder,
  db: Knex,
  column: string,
  values: readonly string[],
): void {
  if (isPostgres(db)) {
    query.whereRaw('?? = any(?::text[])', [column, values as string[]]);
  } else {
    query.whereRaw('?? in (select value from json_each(?))', [
      column,
      JSON.stringify(values),
    ]);
  }
}

/** {@link whereIn} for a column of whole numbers. @internal */
export function whereIdIn(
  query: Knex.QueryBuilder,
  db: Knex,
  column: string,
  ids: readonly number[],
): void {
  if (isPostgres(db)) {
    // Knex's types know lists of text only; the driver takes both.
    const list = ids as readonly unknown[] as string[];
    query.whereRaw('?? = any(?::bigint[])', [column, list]);
  } else {
    query.whereRaw('?? in (select value from json_each(?))', [
      column,
      JSON.stringify(ids),
    ]);
  }
}
