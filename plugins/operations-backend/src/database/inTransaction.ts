import { Knex } from 'knex';

/** Attempts before a conflict is given up on. */
const ATTEMPTS = 5;

/** PostgreSQL's serialization failure and deadlock, SQLite's busy. */
const RETRYABLE = new Set(['40001', '40P01', 'SQLITE_BUSY']);

function isConflict(error: unknown): boolean {
  const { code } = (error ?? {}) as { code?: unknown };
  return typeof code === 'string' && RETRYABLE.has(code);
}

/**
 * Runs work in one transaction and repeats it as a whole where another writer got in its way.
 *
 * @param work - must have no effect outside the transaction
 * @internal
 */
export async function inTransaction<T>(
  db: Knex,
  work: (trx: Knex.Transaction) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await db.transaction(work);
    } catch (error) {
      if (!isConflict(error) || attempt >= ATTEMPTS) throw error;
      await new Promise(done => setTimeout(done, 10 * 2 ** attempt));
    }
  }
}
