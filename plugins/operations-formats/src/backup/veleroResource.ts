import { z } from 'zod';
import { isRecord } from '../FormatFile';

const status = z.looseObject({
  phase: z.string().optional(),
  startTimestamp: z.string().nullish(),
  completionTimestamp: z.string().nullish(),
  expiration: z.string().nullish(),
  errors: z.number().optional(),
  warnings: z.number().optional(),
  failureReason: z.string().optional(),
  validationErrors: z.array(z.string()).optional(),
  volumeSnapshotsAttempted: z.number().optional(),
  volumeSnapshotsCompleted: z.number().optional(),
  csiVolumeSnapshotsAttempted: z.number().optional(),
  csiVolumeSnapshotsCompleted: z.number().optional(),
  backupItemOperationsAttempted: z.number().optional(),
  backupItemOperationsCompleted: z.number().optional(),
  backupItemOperationsFailed: z.number().optional(),
  hookStatus: z.looseObject({ hooksFailed: z.number().optional() }).nullish(),
  progress: z
    .looseObject({
      totalItems: z.number().optional(),
      itemsBackedUp: z.number().optional(),
    })
    .nullish(),
  lastBackup: z.string().nullish(),
});

/** A Backup, Restore or Schedule as far as it is read. */
export const resource = z.looseObject({
  apiVersion: z.string().startsWith('velero.io/v1'),
  kind: z.enum(['Backup', 'Restore', 'Schedule']),
  metadata: z.looseObject({
    name: z.string(),
    namespace: z.string().optional(),
    uid: z.string().optional(),
    creationTimestamp: z.string().optional(),
    deletionTimestamp: z.string().nullish(),
    labels: z.record(z.string(), z.string()).optional(),
  }),
  spec: z
    .looseObject({
      schedule: z.string().optional(),
      paused: z.boolean().optional(),
      backupName: z.string().optional(),
      scheduleName: z.string().optional(),
      namespaceMapping: z.record(z.string(), z.string()).optional(),
    })
    .optional(),
  status: status.optional(),
});

export type Resource = z.infer<typeof resource>;
export type Status = z.infer<typeof status>;
/** Kinds of Velero's that say something about backups; others of its resources are left out. */
const understood = new Set(['Backup', 'Restore', 'Schedule']);

/** The resources of a document: one, or those of a list. */
export function listedResources(document: unknown): unknown[] {
  if (!isRecord(document)) return [];
  const { items, kind, apiVersion } = document;
  if (!Array.isArray(items)) return [document];
  // The API server's own lists name the kind once, for all.
  const [, of] = /^(Backup|Restore|Schedule)List$/.exec(String(kind)) ?? [];
  return of
    ? items.map(item =>
        isRecord(item) ? { apiVersion, kind: of, ...item } : item,
      )
    : items;
}

/** Whether it is a resource that says something about backups. */
export function isUnderstood(value: unknown): boolean {
  return (
    isVelero(value) && isRecord(value) && understood.has(String(value.kind))
  );
}

/** Whether it is one of Velero's resources, of any version. */
export function isVelero(value: unknown): boolean {
  return (
    isRecord(value) &&
    typeof value.apiVersion === 'string' &&
    value.apiVersion.startsWith('velero.io/')
  );
}
