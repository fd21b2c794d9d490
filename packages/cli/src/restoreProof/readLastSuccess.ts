import {
  LastSuccessFile,
  lastSuccessFile,
  ManifestEntry,
} from '@backstage-operations/plugin-operations-formats';
import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { ArchiveError } from './ArchiveError';
import { manifestDigest } from './manifest';

/** `last_success.json` with the manifest that a restore is compared with. */
export type BackupRecord = LastSuccessFile & {
  manifest: { entries: ManifestEntry[] };
};

/**
 * Reads what the backup said about itself.
 *
 * @throws ArchiveError when the file is missing, is not of the known version, lists nothing or contradicts itself
 */
export async function readLastSuccess(path: string): Promise<BackupRecord> {
  const name = basename(path);
  const text = await readFile(path, 'utf8').catch(() => {
    throw new ArchiveError(
      `${name} is missing: without the manifest taken at backup time nothing can be compared`,
    );
  });
  const parsed = lastSuccessFile.safeParse(parseJson(text, name));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new ArchiveError(
      `${name}: ${issue.path.join('.')} ${issue.message.toLowerCase()}`,
    );
  }
  const { manifest } = parsed.data;
  if (!manifest.entries || manifest.entries.length === 0) {
    throw new ArchiveError(`${name} lists no files`);
  }
  if (
    manifest.fileCount !== manifest.entries.length ||
    manifest.sha256 !== manifestDigest(manifest.entries)
  ) {
    throw new ArchiveError(
      `${name} was changed: its list of files does not match its own digest`,
    );
  }
  return {
    ...parsed.data,
    manifest: { ...manifest, entries: manifest.entries },
  };
}

function parseJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new ArchiveError(`${name} is no JSON`);
  }
}
