import { Knex } from 'knex';
import { chunks, isPostgres } from './dialect';

/** Types of columns as PostgreSQL names them. @internal */
export type ColumnType = 'text' | 'bigint' | 'integer' | 'boolean' | 'bytea';

/** A value that both databases store as it is. @internal */
export type ColumnValue = string | number | boolean | Buffer | null;

/** Options of {@link bulkUpsert}. @internal */
export interface BulkUpsertOptions<Column extends string> {
  table: string;
  columns: Record<Column, ColumnType>;
  conflict: readonly NoInfer<Column>[];
  rows: readonly Record<NoInfer<Column>, ColumnValue>[];
  /** What an existing row becomes, as SQL per column; all other columns stay. Default: every column takes the new value. */
  merge?: Partial<Record<NoInfer<Column>, string>>;
  /** Which existing rows are touched, as SQL. Default: all. */
  where?: string;
}

/**
 * Inserts or updates many rows in one statement per batch.
 *
 * @remarks PostgreSQL takes one array per column through `unnest`, so the number of rows is not limited by bind variables.
 * @internal
 */
export async function bulkUpsert<Column extends string>(
  trx: Knex,
  options: BulkUpsertOptions<Column>,
): Promise<void> {
  const { table, columns, conflict, rows } = options;
  if (rows.length === 0) return;
  const names = Object.keys(columns) as Column[];
  const merge =
    options.merge ??
    Object.fromEntries(
      names
        .filter(name => !conflict.includes(name))
        .map(name => [name, `excluded.${name}`]),
    );
  const assignments = Object.entries(merge)
    .map(([name, sql]) => `${name} = ${sql}`)
    .join(', ');
  const head = `insert into ${table} (${names.join(', ')})`;
  const tail = `on conflict (${conflict.join(', ')}) do ${
    assignments ? `update set ${assignments}` : 'nothing'
  }${options.where === undefined ? '' : ` where ${options.where}`}`;

  if (isPostgres(trx)) {
    const arrays = names.map(name => `?::${columns[name]}[]`).join(', ');
    await trx.raw(
      `${head} select * from unnest(${arrays}) ${tail}`,
      // Knex's types have no arrays with null in them; the driver takes them.
      names.map(name => rows.map(row => row[name]) as string[]),
    );
    return;
  }
  const tuple = `(${names.map(() => '?').join(', ')})`;
  for (const part of chunks(rows, names.length)) {
    await trx.raw(
      `${head} values ${part.map(() => tuple).join(', ')} ${tail}`,
      part.flatMap(row =>
        names.map(name => {
          const value = row[name];
          return typeof value === 'boolean' ? Number(value) : value;
        }),
      ),
    );
  }
}
