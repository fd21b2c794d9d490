import Database from 'better-sqlite3';

/** A column that says when a row came about. */
export interface DatedColumn {
  table: string;
  /** Holds ISO 8601 text or milliseconds since the epoch. */
  column: string;
}

/** What a SQLite file holds. */
export interface DatabaseContent {
  /** SQLite's own check: `ok`, or what is wrong. */
  integrity: string;
  /** Rows per table. */
  rows: Record<string, number>;
  /** Newest record by the dated column, ISO 8601. */
  newestRecord?: string;
}

/**
 * Opens a SQLite file, checks it and counts its rows.
 *
 * @throws Error when it is no SQLite database
 */
export function inspectDatabase(
  path: string,
  dated?: DatedColumn,
): DatabaseContent {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const integrity = String(
      database.pragma('integrity_check(1)', { simple: true }),
    );
    const tables = database
      .prepare<[], { name: string }>(
        "select name from sqlite_master where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name",
      )
      .all()
      .map(table => table.name);
    const rows: Record<string, number> = {};
    for (const table of tables) {
      const counted = database
        .prepare<[], { n: number }>(`select count(*) as n from ${quote(table)}`)
        .get();
      rows[table] = counted?.n ?? 0;
    }
    const newestRecord =
      dated && tables.includes(dated.table)
        ? newest(database, dated)
        : undefined;
    return { integrity, rows, ...(newestRecord && { newestRecord }) };
  } finally {
    database.close();
  }
}

function newest(
  database: Database.Database,
  dated: DatedColumn,
): string | undefined {
  const row = database
    .prepare<[], { at: number | string | null }>(
      `select max(${quote(dated.column)}) as at from ${quote(dated.table)}`,
    )
    .get();
  if (row?.at === null || row?.at === undefined) return undefined;
  const at = new Date(row.at);
  return Number.isNaN(at.getTime()) ? undefined : at.toISOString();
}

function quote(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}
