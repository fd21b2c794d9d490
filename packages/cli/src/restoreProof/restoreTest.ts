import {
  LastRestoreFile,
  ManifestEntry,
  proofFilesVersion,
} from '@backstage-operations/plugin-operations-formats';
import { mkdir, rm, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { ArchiveError } from './ArchiveError';
import { checkDatabases } from './checkDatabases';
import { extractArchive } from './extractArchive';
import { failureReason } from './failureReason';
import { DatedColumn } from './inspectDatabase';
import { compareManifest } from './manifest';
import { ProofPaths } from './proofPaths';
import { proofText } from './proofText';
import { LevelCheck, reachedLevel } from './reachedLevel';
import { readBack } from './readBack';
import { BackupRecord, readLastSuccess } from './readLastSuccess';
import { sha256File } from './sha256File';
import { withLock } from './withLock';
import { writeJson, writeText } from './writeJson';

/** How to test a restore. */
export interface RestoreTestOptions {
  paths: ProofPaths;
  /** Rows that the restored databases must hold in all. */
  minRows: number;
  dated?: DatedColumn;
  operator?: string;
  /** Marks a test of the test itself, with an archive known to be damaged. */
  expectedToFail?: boolean;
  /** The clock, milliseconds since the epoch. */
  now: () => number;
}

interface Findings {
  record?: BackupRecord;
  checks: LevelCheck[];
  restored: ManifestEntry[];
  durations: { fetch?: number; restore?: number; validate?: number };
  reason?: string;
}

/**
 * Restores the archive into an empty folder, compares it with the manifest of the backup, and writes down the outcome.
 *
 * @remarks A test that could not run to its end, be it for a bad archive or a full disk, is an outcome too: `last_restore.json`
 * says so, and no longer what an earlier test found; also when the process is ended from outside.
 * @throws InputError when another backup or test is under way in the same folder
 */
export async function restoreTest(
  options: RestoreTestOptions,
): Promise<LastRestoreFile> {
  return withLock(options.paths.lock, () => makeTest(options));
}

async function makeTest(options: RestoreTestOptions): Promise<LastRestoreFile> {
  const { paths, now } = options;
  const startedAt = now();
  const found: Findings = {
    checks: [],
    restored: [],
    durations: {},
  };
  try {
    found.record = await readLastSuccess(paths.lastSuccess);
    await writeOutcome(paths, {
      ...outcomeOf(options, found, startedAt, startedAt),
      level: null,
      missingFiles: [],
      result: 'failed',
      reason: 'the test was begun and has not ended',
    });
    await examine(options, found, found.record);
  } catch (error) {
    found.reason = error instanceof Error ? error.message : String(error);
  }
  const outcome = outcomeOf(options, found, startedAt, now());
  await writeOutcome(paths, outcome);
  return outcome;
}

function outcomeOf(
  options: RestoreTestOptions,
  found: Findings,
  startedAt: number,
  completedAt: number,
): LastRestoreFile {
  const { record, restored } = found;
  const difference = compareManifest(record?.manifest.entries ?? [], restored);
  const reason = failureReason(found, difference);
  return {
    schemaVersion: proofFilesVersion,
    ...(record?.entityRef && { entityRef: record.entityRef }),
    ...(record?.dataset && { dataset: record.dataset }),
    backupRef: {
      ...(record && {
        sha256: record.artifact.sha256,
        recoveryPoint: record.recoveryPoint,
      }),
    },
    startedAt: new Date(startedAt).toISOString(),
    completedAt: new Date(completedAt).toISOString(),
    durationSeconds: (completedAt - startedAt) / 1000,
    durations: found.durations,
    target: { isolated: true, path: 'restore_test' },
    level: reachedLevel(found.checks),
    checks: found.checks.map(({ level: _, ...one }) => one),
    restoredFiles: restored.length,
    missingFiles: difference.missing,
    extraFiles: difference.extra,
    mismatched: difference.mismatched,
    result: reason ? 'failed' : 'success',
    ...(reason && { reason }),
    ...(options.operator && { operator: options.operator }),
    ...(options.expectedToFail && { expectedToFail: true }),
  };
}

/** Good news is told last, bad news first: the text says OK only while the JSON does. */
async function writeOutcome(paths: ProofPaths, outcome: LastRestoreFile) {
  const text = proofText(outcome);
  if (outcome.result === 'failed') await writeText(paths.proofText, text);
  await writeJson(paths.lastRestore, outcome);
  if (outcome.result === 'success') await writeText(paths.proofText, text);
}

async function examine(
  options: RestoreTestOptions,
  found: Findings,
  record: BackupRecord,
) {
  const { paths, now, minRows, dated } = options;
  const timed = async <T>(
    part: keyof Findings['durations'],
    work: () => Promise<T>,
  ): Promise<T> => {
    const start = now();
    try {
      return await work();
    } finally {
      found.durations[part] = (now() - start) / 1000;
    }
  };

  const { artifact, manifest, completedAt, toolStatus } = record;
  await timed('fetch', async () => {
    const size = await stat(paths.archive).then(
      file => file.size,
      () => undefined,
    );
    found.checks.push(
      check(
        'L0',
        'archive exists',
        'checksum',
        'more than 0 bytes',
        size ?? null,
      ),
    );
    if (size === undefined) {
      throw new ArchiveError(`${basename(paths.archive)} is missing`);
    }
    if (size === 0) {
      throw new ArchiveError(`${basename(paths.archive)} is empty`);
    }
    const actual = await sha256File(paths.archive);
    found.checks.push(
      check('L1', 'archive sha256', 'checksum', artifact.sha256, actual),
    );
  });

  const size = manifest.entries.reduce((total, entry) => total + entry.size, 0);
  await timed('restore', async () => {
    await rm(paths.restoreFolder, { recursive: true, force: true });
    await mkdir(paths.restoreFolder, { recursive: true });
    try {
      await extractArchive(paths.archive, {
        target: paths.restoreFolder,
        maxBytes: size + 64 * 1024 * 1024,
        onFile: entry => found.restored.push(entry),
      });
    } catch (error) {
      found.checks.push(check('L2', 'extracted', 'manifest', true, false));
      throw error;
    }
    found.restored = await readBack(paths.restoreFolder);
    const anything = found.restored.length > 0;
    found.checks.push(check('L2', 'extracted', 'manifest', true, anything));
  });

  await timed('validate', async () => {
    const { missing, extra, mismatched } = compareManifest(
      manifest.entries,
      found.restored,
    );
    found.checks.push(
      check('L3', 'missing files', 'manifest', 0, missing.length),
      check('L3', 'extra files', 'manifest', 0, extra.length),
      check('L3', 'mismatched files', 'manifest', 0, mismatched.length),
      ...checkDatabases(paths.restoreFolder, toolStatus?.databases ?? [], {
        minRows,
        dated,
        completedAt,
        restored: new Set(manifest.entries.map(({ path }) => path)),
      }),
    );
  });
}

function check(
  level: LevelCheck['level'],
  name: string,
  kind: LevelCheck['kind'],
  expected: unknown,
  actual: unknown,
): LevelCheck {
  const passed =
    level === 'L0'
      ? typeof actual === 'number' && actual > 0
      : expected === actual;
  return {
    level,
    name,
    kind,
    expected,
    actual,
    result: passed ? 'pass' : 'fail',
  };
}
