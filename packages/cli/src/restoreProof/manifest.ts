import { ManifestEntry } from '@backstage-operations/plugin-operations-formats';
import { createHash } from 'node:crypto';

/** What differs between a manifest and what was restored. */
export interface ManifestDifference {
  missing: string[];
  extra: string[];
  /** Same path, other content. */
  mismatched: string[];
}

/** Entries in the order of their paths' code units, which is the same on every machine. */
export function sortEntries(
  entries: readonly ManifestEntry[],
): ManifestEntry[] {
  return [...entries].sort((a, b) => {
    if (a.path === b.path) return 0;
    return a.path < b.path ? -1 : 1;
  });
}

/**
 * One digest over a whole manifest.
 *
 * @remarks SHA-256 over the lines `<sha256>  <path>\n`, sorted by path: what `sha256sum` prints for the same files.
 */
export function manifestDigest(entries: readonly ManifestEntry[]): string {
  const hash = createHash('sha256');
  for (const entry of sortEntries(entries)) {
    hash.update(`${entry.sha256}  ${entry.path}\n`);
  }
  return hash.digest('hex');
}

/** Compares what was restored with the manifest taken when the backup was made. */
export function compareManifest(
  expected: readonly ManifestEntry[],
  restored: readonly ManifestEntry[],
): ManifestDifference {
  const found = new Map(restored.map(entry => [entry.path, entry]));
  const wanted = new Set(expected.map(entry => entry.path));
  const same = (a: ManifestEntry, b: ManifestEntry) =>
    a.sha256 === b.sha256 && a.size === b.size;

  return {
    missing: expected.filter(e => !found.has(e.path)).map(e => e.path),
    extra: restored.filter(e => !wanted.has(e.path)).map(e => e.path),
    mismatched: expected
      .filter(e => {
        const other = found.get(e.path);
        return other !== undefined && !same(e, other);
      })
      .map(e => e.path),
  };
}
