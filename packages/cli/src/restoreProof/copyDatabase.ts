import Database from 'better-sqlite3';
import { rm, stat, utimes } from 'node:fs/promises';

/**
 * Copies a SQLite database as it is at one instant, also while another process writes to it.
 *
 * @remarks Uses SQLite's online backup, so changes that are still in the write-ahead log are in the copy; a plain copy
 * of the file would lack them.
 */
export async function copyDatabase(source: string, target: string) {
  await rm(target, { force: true });
  const database = new Database(source, {
    readonly: true,
    fileMustExist: true,
  });
  try {
    await database.backup(target);
  } finally {
    database.close();
  }
  // The copy is as old as what it copies, so that an unchanged database gives an unchanged archive.
  const { atime, mtime } = await stat(source);
  await utimes(target, atime, mtime);
}
