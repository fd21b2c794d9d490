import { ManifestEntry } from '@backstage-operations/plugin-operations-formats';
import { readdir, stat } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { sha256File } from './sha256File';

/**
 * What really lies in a folder after a restore: every file with its digest, read from disk again.
 *
 * @remarks What went through the extraction may not be what arrived: a full disk, another process at work in the same folder, a
 * file system that folds names.
 */
export async function readBack(folder: string): Promise<ManifestEntry[]> {
  const found: ManifestEntry[] = [];
  const entries = await readdir(folder, {
    recursive: true,
    withFileTypes: true,
  });
  for (const entry of entries) {
    if (entry.isDirectory()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = relative(folder, file).split(sep).join('/');
    const { size } = await stat(file);
    found.push({ path, size, sha256: await sha256File(file) });
  }
  return found;
}
