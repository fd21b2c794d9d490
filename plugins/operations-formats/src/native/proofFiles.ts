import { proofLevels } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';

const instant = z.string().datetime({ offset: true });
const sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const path = z.string().min(1).max(4096);

/** Version of both native proof files. @public */
export const proofFilesVersion = 1;

const manifestEntry = z.looseObject({
  /** Relative, with `/`, as it is in the archive. */
  path,
  size: z.number().int().nonnegative(),
  sha256,
});

const databaseCount = z.looseObject({
  path,
  /** Rows of each table when the copy was made. */
  rows: z.record(z.string(), z.number().int().nonnegative()),
  /** Newest record of the copy, where a dated column was named. */
  newestRecord: instant.optional(),
});

/** `last_success.json`: the last backup that was complete, with what was in it. @public */
export const lastSuccessFile = z.looseObject({
  schemaVersion: z.literal(proofFilesVersion),
  entityRef: z.string().optional(),
  dataset: z.string().optional(),
  tool: z.string(),
  startedAt: instant,
  completedAt: instant,
  status: z.enum(['success', 'partial', 'failed']),
  artifact: z.looseObject({
    path,
    sizeBytes: z.number().int().nonnegative(),
    sha256,
  }),
  manifest: z.looseObject({
    fileCount: z.number().int().nonnegative(),
    /** SHA-256 over the lines `<sha256>  <path>\n` of all entries, sorted by path. */
    sha256,
    entries: z.array(manifestEntry).optional(),
  }),
  /** Latest instant whose data is in the backup. */
  recoveryPoint: instant,
  location: z
    .looseObject({
      class: z.preprocess(
        value => (value === 'offsite' ? 'off-site' : value),
        z.enum(['off-site', 'local', 'git']),
      ),
      uri: z.string().optional(),
      /** When the artifact was read back from that place. */
      verifiedAt: instant.optional(),
    })
    .optional(),
  retentionUntil: instant.optional(),
  exitCode: z.number().int(),
  /** What the tool itself said. */
  toolStatus: z
    .looseObject({ databases: z.array(databaseCount).optional() })
    .optional(),
});

const check = z.looseObject({
  name: z.string(),
  kind: z.enum([
    'checksum',
    'manifest',
    'count',
    'freshness',
    'query',
    'smoke',
  ]),
  expected: z.unknown().optional(),
  actual: z.unknown().optional(),
  result: z.enum(['pass', 'fail', 'skip']),
});

/** `last_restore.json`: the last restore test, passed or failed, with every check. @public */
export const lastRestoreFile = z.looseObject({
  schemaVersion: z.literal(proofFilesVersion),
  entityRef: z.string().optional(),
  dataset: z.string().optional(),
  backupRef: z.looseObject({
    sha256: sha256.optional(),
    recoveryPoint: instant.optional(),
  }),
  startedAt: instant,
  completedAt: instant,
  durationSeconds: z.number().nonnegative(),
  /** Seconds spent in each part. */
  durations: z
    .looseObject({
      fetch: z.number().nonnegative().optional(),
      restore: z.number().nonnegative().optional(),
      validate: z.number().nonnegative().optional(),
    })
    .optional(),
  target: z.looseObject({ isolated: z.boolean(), path: path.optional() }),
  /** Highest level whose own checks and those of all levels below passed; null when not even L0 is (evidence then says L0 with a failed check). */
  level: z.enum(proofLevels).nullable(),
  checks: z.array(check),
  restoredFiles: z.number().int().nonnegative(),
  missingFiles: z.array(z.string()),
  extraFiles: z.array(z.string()),
  mismatched: z.array(z.string()),
  result: z.enum(['success', 'failed']),
  /** Why it failed, in words. */
  reason: z.string().optional(),
  operator: z.string().optional(),
  expectedToFail: z.boolean().optional(),
});

/** One file of a backup. @public */
export type ManifestEntry = z.infer<typeof manifestEntry>;

/** Content of `last_success.json`. @public */
export type LastSuccessFile = z.infer<typeof lastSuccessFile>;

/** Content of `last_restore.json`. @public */
export type LastRestoreFile = z.infer<typeof lastRestoreFile>;

/** One check of a restore test. @public */
export type RestoreCheck = z.infer<typeof check>;
