import { Knex } from 'knex';
import { chunks, isPostgres } from './dialect';

/** Types of columns as PostgreSQL names them. @internal */
export type SqlType = 'text' | 'bigint' | 'integer' | 'boolean';

/** What is inserted. @internal */
export interface InsertRows<Column extends string> {
  table: string;
  columns: Record<Column, SqlType>;
  rows: readonly Record<Column, string | number | null>[];
  /** SQL after the values: conflict clause and `returning`; never text of a caller. */
  tail: string;
}

/**
 * Inserts any number of rows in as few statements as the engine allows and gives what they return.
 *
 * @remarks PostgreSQL gets one array per column, so 1,000 rows are 12 binds instead of 12,000.
 * @internal
 */
export async function insertRows<
  Column extends string,
  Row extends object = object,
>(trx: Knex, insert: InsertRows<Column>): Promise<Row[]> {
  const { table, columns, rows, tail } = insert;
  const names = Object.keys(columns) as Column[];
  const head = `insert into ${table} (${names.join(', ')})`;
  if (rows.length === 0) return [];

  if (isPostgres(trx)) {
    const arrays = names.map(name => `?::${columns[name]}[]`).join(', ');
    const result = await trx.raw<{ rows: Row[] }>(
      `${head} select * from unnest(${arrays}) ${tail}`,
      names.map(name => rows.map(row => row[name])) as unknown as string[],
    );
    return result.rows;
  }

  const tuple = `(${names.map(() => '?').join(', ')})`;
  const returned: Row[] = [];
  for (const part of chunks(rows, names.length)) {
    const result: unknown = await trx.raw(
      `${head} values ${part.map(() => tuple).join(', ')} ${tail}`,
      part.flatMap(row => names.map(name => row[name])),
    );
    if (Array.isArray(result)) returned.push(...result);
  }
  return returned;
}
