import { spawn } from 'node:child_process';
import { open, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';
import { Io } from '../io/Io';

/** Where a tar archive says that it is one, and how. */
const MAGIC = { at: 257, text: 'ustar' };

/** The program that every pack has a copy of; ours is the one to trust. */
const program = join(
  dirname(
    require.resolve(
      '@backstage-operations/plugin-operations-common/package.json',
    ),
  ),
  'auditor-pack',
  'verify.mjs',
);

/** Whether a path is an auditor pack: a folder, or a tar archive. */
export async function isPack(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  if (!found) return false;
  if (found.isDirectory()) return true;
  const file = await open(path);
  try {
    const { length } = MAGIC.text;
    const { buffer } = await file.read(
      Buffer.alloc(length),
      0,
      length,
      MAGIC.at,
    );
    return buffer.toString('latin1') === MAGIC.text;
  } finally {
    await file.close();
  }
}

/**
 * Verifies an auditor pack with the same program that an auditor finds in it.
 *
 * @param key - public key of the log, or a file with it; the pack's own where absent
 */
export async function verifyPack(
  io: Io,
  path: string,
  key: string | undefined,
): Promise<void> {
  const options = key === undefined ? [] : ['--key', key];
  const running = spawn(process.execPath, [program, path, ...options], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  createInterface(running.stdout).on('line', line => io.print(line));
  createInterface(running.stderr).on('line', line => io.printError(line));
  const code = await new Promise<number>((resolve, reject) => {
    running.on('error', reject);
    running.on('close', ended => resolve(ended ?? 1));
  });
  if (code !== 0) io.exitWith(1);
}
