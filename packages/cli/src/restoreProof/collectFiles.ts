import { InputError } from '@backstage/errors';
import { lstat, readdir } from 'node:fs/promises';
import { join, relative, resolve, sep } from 'node:path';

/** One file to back up. */
export interface SourceFile {
  /** Relative to the root, with `/`. */
  path: string;
  /** Where its bytes are read from. */
  source: string;
}

/**
 * Every regular file below the given files and folders, sorted by path.
 *
 * @param root - absolute folder that paths in the archive are relative to
 * @param sources - files and folders below the root
 * @param isOwn - tells what the backup itself writes, by absolute path: it would hold all backups before it
 * @throws InputError for anything that would be left out silently: a missing source, a link, a socket, a path outside the root
 */
export async function collectFiles(
  root: string,
  sources: readonly string[],
  isOwn: (path: string) => boolean = () => false,
): Promise<SourceFile[]> {
  const found = new Map<string, SourceFile>();

  async function visit(source: string): Promise<void> {
    if (isOwn(source)) return;
    const path = archivePath(root, source);
    const stat = await lstat(source).catch(() => undefined);
    if (!stat) {
      const why = path.includes('\uFFFD') ? ', or its name is no UTF-8' : '';
      throw new InputError(`${path} is not there${why}`);
    }
    if (stat.isDirectory()) {
      for (const name of await readdir(source)) await visit(join(source, name));
    } else if (stat.isFile()) {
      found.set(path, { path, source });
    } else {
      throw new InputError(
        `${path} is not a regular file; links and devices are not backed up, name what they point to instead`,
      );
    }
  }

  for (const source of sources) await visit(resolve(root, source));
  return [...found.values()].sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** The name of a file inside the archive. */
export function archivePath(root: string, source: string): string {
  const path = relative(root, source).split(sep).join('/');
  if (path === '..' || path.startsWith('../') || resolve(path) === path) {
    throw new InputError(`${source} is outside ${root}`);
  }
  return path;
}
