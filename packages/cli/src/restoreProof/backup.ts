import {
  LastSuccessFile,
  proofFilesVersion,
} from '@backstage-operations/plugin-operations-formats';
import { InputError } from '@backstage/errors';
import { mkdtemp, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { archivePath, collectFiles, SourceFile } from './collectFiles';
import { copyDatabase } from './copyDatabase';
import { DatedColumn, inspectDatabase } from './inspectDatabase';
import { manifestDigest, sortEntries } from './manifest';
import { isOwnFile, ProofPaths } from './proofPaths';
import { sha256File } from './sha256File';
import { withLock } from './withLock';
import { writeArchive } from './writeArchive';
import { writeJson } from './writeJson';

/** What to back up and what to say about it. */
export interface BackupOptions {
  /** Folder that paths in the archive are relative to. */
  root: string;
  /** Files and folders, relative to the root. */
  sources: string[];
  /** SQLite databases, copied consistently; relative to the root. */
  databases: string[];
  /** Column by which the newest record of a database is found. */
  dated?: DatedColumn;
  paths: ProofPaths;
  entityRef?: string;
  dataset?: string;
  /** Where the archive is kept. Only `local` is seen to be true here: the archive is read back from disk. */
  location?: 'off-site' | 'local' | 'git';
  /** Milliseconds for which the backup is kept. */
  retention?: number;
  /** The clock, milliseconds since the epoch. */
  now: () => number;
}

/**
 * Writes the archive and `last_success.json`, both only when the backup is complete.
 *
 * @returns what was written into `last_success.json`
 * @throws InputError when there is nothing to back up or a source can't be read
 */
export async function backup(options: BackupOptions): Promise<LastSuccessFile> {
  return withLock(options.paths.lock, () => makeBackup(options));
}

async function makeBackup(options: BackupOptions): Promise<LastSuccessFile> {
  const { root, paths, now } = options;
  const startedAt = now();
  const staging = await mkdtemp(join(tmpdir(), 'operations-backup-'));
  try {
    const copies = await copyDatabases(options, staging);
    const files = merge(
      await collectFiles(root, options.sources, path => isOwnFile(paths, path)),
      copies,
    );
    if (files.length === 0) {
      throw new InputError('There is nothing to back up: no file was found');
    }
    const half = `${paths.archive}.part`;
    const entries = sortEntries(await writeArchive(half, files));
    const sha256 = await sha256File(half);
    const completedAt = iso(now());
    const success: LastSuccessFile = {
      schemaVersion: proofFilesVersion,
      ...(options.entityRef && { entityRef: options.entityRef }),
      ...(options.dataset && { dataset: options.dataset }),
      tool: 'operations-restore-proof',
      startedAt: iso(startedAt),
      completedAt,
      status: 'success',
      artifact: {
        path: archivePath(paths.folder, paths.archive),
        sizeBytes: (await stat(half)).size,
        sha256,
      },
      manifest: {
        fileCount: entries.length,
        sha256: manifestDigest(entries),
        entries,
      },
      recoveryPoint: iso(startedAt),
      ...(options.location && {
        location: {
          class: options.location,
          ...(options.location === 'local' && { verifiedAt: completedAt }),
        },
      }),
      ...(options.retention && {
        retentionUntil: iso(startedAt + options.retention),
      }),
      exitCode: 0,
      toolStatus: {
        databases: copies.map(copy => ({
          path: copy.path,
          ...describe(copy.source, options.dated),
        })),
      },
    };
    await rename(half, paths.archive);
    await writeJson(paths.lastSuccess, success);
    return success;
  } finally {
    await rm(`${paths.archive}.part`, { force: true });
    await rm(staging, { recursive: true, force: true });
  }
}

async function copyDatabases(
  options: BackupOptions,
  staging: string,
): Promise<SourceFile[]> {
  const copies: SourceFile[] = [];
  for (const [index, database] of options.databases.entries()) {
    const source = resolve(options.root, database);
    const copy = join(staging, `${index}.sqlite`);
    await copyDatabase(source, copy);
    copies.push({ path: archivePath(options.root, source), source: copy });
  }
  return copies;
}

/** A consistent copy replaces the plain file of the same path. */
function merge(files: SourceFile[], copies: SourceFile[]): SourceFile[] {
  const copied = new Set(copies.map(copy => copy.path));
  return [...files.filter(file => !copied.has(file.path)), ...copies].sort(
    (a, b) => (a.path < b.path ? -1 : 1),
  );
}

function describe(copy: string, dated?: DatedColumn) {
  const { rows, newestRecord } = inspectDatabase(copy, dated);
  return { rows, ...(newestRecord && { newestRecord }) };
}

function iso(millis: number): string {
  return new Date(millis).toISOString();
}
