import { InputError } from '@backstage/errors';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/**
 * Does some work while no other process does it; the lock of a process that has died is taken over.
 *
 * @throws InputError when another process holds the lock
 */
export async function withLock<T>(
  lock: string,
  work: () => Promise<T>,
): Promise<T> {
  await mkdir(dirname(lock), { recursive: true });
  await take(lock);
  try {
    return await work();
  } finally {
    await rm(lock, { force: true });
  }
}

async function take(lock: string): Promise<void> {
  try {
    await create(lock);
  } catch (error) {
    if (codeOf(error) !== 'EEXIST') throw error;
    const holder = Number(await readFile(lock, 'utf8').catch(() => ''));
    if (isAlive(holder)) {
      throw new InputError(
        `Process ${holder} is at work on the same files; if that is something else, remove ${lock}`,
      );
    }
    await rm(lock, { force: true });
    await create(lock);
  }
}

async function create(lock: string): Promise<void> {
  await writeFile(lock, `${process.pid}\n`, { flag: 'wx' });
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid < 1 || pid === process.pid) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return codeOf(error) === 'EPERM';
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error
    ? error.code
    : undefined;
}
