import { z } from 'zod';
import {
  amount,
  count,
  duration,
  httpUrl,
  instant,
  label,
  recurrence,
  sha256Hex,
  text,
} from './fields';

/** Classes of data that the backup strategy tells apart. @public */
export const dataTypes = [
  'database',
  'application',
  'logs',
  'configs',
  'user-data',
] as const;

/** Steps of the restore proof ladder, weakest first. @public */
export const proofLevels = ['L0', 'L1', 'L2', 'L3', 'L4', 'L5'] as const;

const locationClass = z.enum(['off-site', 'local', 'git']);

/** What should be backed up, how often, for how long, where, and how its restore is tested. @public */
export const backupPolicyPayload = z.looseObject({
  dataset: label,
  dataType: z.enum(dataTypes),
  schedule: z.union([
    z.enum(['per-change', 'continuous']),
    z.looseObject({ cron: label, timeZone: label }),
    z.looseObject({ interval: duration }),
    duration,
  ]),
  grace: duration.optional(),
  retention: duration.optional(),
  location: locationClass.optional(),
  rpo: duration.optional(),
  rto: duration.optional(),
  restoreTest: z
    .looseObject({ every: duration, minLevel: z.enum(proofLevels) })
    .optional(),
});

/** One backup run as it really was. @public */
export const backupRunPayload = z.looseObject({
  dataset: label,
  tool: label.optional(),
  startedAt: instant.nullable().optional(),
  completedAt: instant.nullable().optional(),
  recoveryPoint: instant.nullable().optional(),
  /** `unknown` where it ended and nobody can tell whether it was whole, as of a backup that is merely listed. */
  outcome: z.enum(['success', 'partial', 'failed', 'pending', 'unknown']),
  sizeBytes: count.nullable().optional(),
  sha256: sha256Hex.nullable().optional(),
  manifest: z
    .looseObject({ fileCount: count, sha256: sha256Hex.optional() })
    .nullable()
    .optional(),
  /** The class of place and how far it is proven; a bare class is a declaration only. */
  location: z
    .union([
      locationClass,
      z.looseObject({
        class: locationClass,
        uri: text(2048).optional(),
        verifiedAt: instant.optional(),
      }),
    ])
    .nullable()
    .optional(),
  retainUntil: instant.nullable().optional(),
  /** External ids of the runs that this one can't be restored without. */
  dependsOn: z.array(label).max(1000).optional(),
  /** Newest change at the source when the run looked; what backup per change is measured against. */
  newestChangeAt: instant.nullable().optional(),
  reason: text().nullable().optional(),
  toolStatus: z.unknown().optional(),
});

/** One restore, with every check that was made on it. @public */
export const restoreTestPayload = z.looseObject({
  dataset: label,
  backup: z
    .union([
      label,
      z.looseObject({
        sha256: sha256Hex.optional(),
        recoveryPoint: instant.nullable().optional(),
        id: label.optional(),
      }),
    ])
    .nullable()
    .optional(),
  startedAt: instant.nullable().optional(),
  completedAt: instant.nullable().optional(),
  level: z.enum(proofLevels),
  checks: z
    .array(
      z.looseObject({
        name: label,
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
      }),
    )
    .max(1000)
    .optional(),
  missing: z.array(text()).max(10000).optional(),
  extra: z.array(text()).max(10000).optional(),
  mismatched: z.array(text()).max(10000).optional(),
  /** Seconds spent in each part. */
  durations: z
    .looseObject({
      fetch: amount.optional(),
      restore: amount.optional(),
      replay: amount.optional(),
      validate: amount.optional(),
    })
    .optional(),
  declaredAt: instant.nullable().optional(),
  isolated: z.boolean().optional(),
  expectedToFail: z.boolean().optional(),
  /** A signed in-toto statement over the artifact's digest; what lifts a proof to L5. */
  attestation: z
    .looseObject({
      predicateType: label,
      subjectSha256: sha256Hex,
      verified: z.boolean(),
    })
    .nullable()
    .optional(),
});

/** One disaster recovery drill. @public */
export const drDrillPayload = z.looseObject({
  scenario: text(500),
  approach: z.enum(['hot', 'warm', 'cold']).optional(),
  declaredAt: instant,
  usableAt: instant.nullable().optional(),
  recoveryPoint: instant.nullable().optional(),
  outcome: z.enum(['success', 'partial', 'failed']),
  participants: z.array(label).max(200).optional(),
  lessonsUrl: httpUrl.nullable().optional(),
  nextDueAt: instant.nullable().optional(),
  /** How `nextDueAt` repeats. */
  recurrence: recurrence.nullable().optional(),
});
