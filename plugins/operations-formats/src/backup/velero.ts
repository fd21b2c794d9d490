import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { isoOfText } from '../shared/instants';
import {
  backupRun,
  control,
  observation,
  restoreTest,
} from '../shared/records';
import { shaped } from '../shared/shape';
import {
  isUnderstood,
  isVelero,
  listedResources,
  Resource,
  resource,
  Status,
} from './veleroResource';

type Outcome = 'success' | 'partial' | 'failed' | 'pending';

const pendingPhases = new Set([
  'New',
  'Queued',
  'ReadyToStart',
  'InProgress',
  'WaitingForPluginOperations',
  'WaitingForPluginOperationsPartiallyFailed',
  'Finalizing',
  'FinalizingPartiallyFailed',
  'FinalizingafterPluginOperations',
]);
const failedPhases = new Set(['Failed', 'FailedValidation']);

/** Velero's Backup, Restore and Schedule resources, one or a Kubernetes list of them. @public */
export const velero: Format = {
  id: 'velero',
  title: 'Velero backups, restores and schedules',
  tool: 'velero',
  versions: 'velero.io/v1',
  mediaTypes: ['application/json'],
  detect: file => listedResources(file.json).some(isVelero),
  parse(file, context) {
    const document = file.requireObject('velero');
    const entries = listedResources(document);
    if (document.kind !== 'List' && !isVelero(document)) {
      throw new FormatError(
        `velero: expected velero.io/v1 resources or a list of them, found ${String(
          document.apiVersion ?? 'no apiVersion',
        )} ${String(document.kind ?? '')}`.trim(),
      );
    }
    if (entries.length === 0) {
      throw new FormatError(
        'velero: the list is empty, so it says nothing of any backup',
      );
    }
    const known = entries.filter(isUnderstood);
    if (known.length === 0) {
      throw new FormatError(
        'velero: the list holds no Backup, Restore or Schedule of velero.io/v1',
      );
    }
    const warnings: string[] = [];
    if (known.length < entries.length) {
      warnings.push(
        `skipped ${
          entries.length - known.length
        } resources that are no Backup, Restore or Schedule of velero.io`,
      );
    }
    const items = known.flatMap(entry =>
      itemsOf(shaped('velero', resource, entry), context, warnings),
    );
    return { formatVersion: 'velero.io/v1', items, warnings };
  },
};

function itemsOf(
  read: Resource,
  context: FormatContext,
  warnings: string[],
): EvidenceInput[] {
  const { name } = read.metadata;
  const phase = read.status?.phase ?? 'New';
  if (read.kind === 'Schedule') return scheduleOf(read, context, warnings);
  if (read.kind === 'Restore') {
    if (!pendingPhases.has(phase)) return [restoreOf(read, context)];
    warnings.push(
      `${name}: the restore is in phase ${phase}, so it proves nothing yet`,
    );
    return [];
  }
  if (phase === 'Deleting' || read.metadata.deletionTimestamp) {
    warnings.push(`${name}: the backup is being deleted`);
    return [backupOf(deleted(read, context), context, warnings)];
  }
  return [backupOf(read, context, warnings)];
}

/** What was good until now and is gone from now on; the phase before was another, its figures are still there. */
function deleted(read: Resource, context: FormatContext): Resource {
  const { status = {} } = read;
  const gone = observation(context);
  const ends = iso(status.expiration);
  const phase = status.phase === 'Deleting' ? 'Completed' : status.phase;
  return {
    ...read,
    status: {
      ...status,
      phase: status.completionTimestamp ? phase : 'Failed',
      expiration: ends !== null && ends < gone ? ends : gone,
    },
  };
}

function datasetOf(read: Resource, context: FormatContext): string {
  return (
    context.dataset ??
    read.metadata.labels?.['velero.io/schedule-name'] ??
    read.spec?.scheduleName ??
    read.metadata.name
  );
}

function backupOf(read: Resource, context: FormatContext, warnings: string[]) {
  const state = read.status ?? {};
  const { outcome, reason } = judge(state);
  if (outcome === 'success' && (state.warnings ?? 0) > 0) {
    warnings.push(
      `${read.metadata.name}: completed with ${state.warnings} warnings; items may have been skipped`,
    );
  }
  const started = iso(state.startTimestamp ?? read.metadata.creationTimestamp);
  return backupRun(context, 'velero', read.metadata.uid ?? read.metadata.name, {
    dataset: datasetOf(read, context),
    outcome,
    startedAt: started,
    completedAt: iso(state.completionTimestamp),
    recoveryPoint: started,
    retainUntil: iso(state.expiration),
    reason,
    toolStatus: { name: read.metadata.name, ...state },
  });
}

/** Completed is only good when nothing failed and every snapshot that was attempted is there. */
function judge(state: Status): { outcome: Outcome; reason?: string } {
  const phase = state.phase ?? 'New';
  if (pendingPhases.has(phase)) {
    return { outcome: 'pending', reason: `phase ${phase}: not usable yet` };
  }
  if (failedPhases.has(phase)) {
    const why = state.failureReason ?? state.validationErrors?.join('; ');
    return {
      outcome: 'failed',
      reason: `phase ${phase}${why ? `: ${why}` : ''}`,
    };
  }
  const doubts = doubtsOf(state);
  if (phase === 'PartiallyFailed') {
    return {
      outcome: 'partial',
      reason: ['phase PartiallyFailed', ...doubts].join('; '),
    };
  }
  if (phase !== 'Completed') {
    return {
      outcome: 'failed',
      reason: `phase ${phase} is not known, so it is not taken for success`,
    };
  }
  return doubts.length
    ? {
        outcome: 'partial',
        reason: `phase Completed, but ${doubts.join('; ')}`,
      }
    : { outcome: 'success' };
}

function doubtsOf(state: Status): string[] {
  const doubts: string[] = [];
  if (state.errors) doubts.push(`${state.errors} errors`);
  for (const [kind, attempted, completed] of [
    [
      'volume snapshots',
      state.volumeSnapshotsAttempted,
      state.volumeSnapshotsCompleted,
    ],
    [
      'CSI snapshots',
      state.csiVolumeSnapshotsAttempted,
      state.csiVolumeSnapshotsCompleted,
    ],
    [
      'item operations',
      state.backupItemOperationsAttempted,
      state.backupItemOperationsCompleted,
    ],
  ] as const) {
    if ((completed ?? 0) < (attempted ?? 0)) {
      doubts.push(`${completed ?? 0} of ${attempted} ${kind} completed`);
    }
  }
  if (state.hookStatus?.hooksFailed) {
    doubts.push(`${state.hookStatus.hooksFailed} hooks failed`);
  }
  // Velero leaves zeros out: progress that counts nothing is a backup of nothing.
  if (state.progress && !state.progress.itemsBackedUp) {
    doubts.push('no items were backed up');
  }
  if (state.backupItemOperationsFailed) {
    doubts.push(`${state.backupItemOperationsFailed} item operations failed`);
  }
  return doubts;
}

function restoreOf(read: Resource, context: FormatContext) {
  const state = read.status ?? {};
  const finished = state.phase === 'Completed' && !state.errors;
  return restoreTest(
    context,
    'velero',
    read.metadata.uid ?? read.metadata.name,
    {
      dataset: datasetOf(read, context),
      backup: read.spec?.backupName ?? null,
      startedAt: iso(state.startTimestamp),
      completedAt: iso(state.completionTimestamp),
      level: finished ? 'L2' : 'L0',
      isolated: Object.keys(read.spec?.namespaceMapping ?? {}).length > 0,
      checks: [
        {
          name: `restore phase ${state.phase ?? 'New'}`,
          kind: 'smoke',
          expected: 'Completed with no errors',
          actual: `${state.phase ?? 'New'}, ${state.errors ?? 0} errors, ${
            state.warnings ?? 0
          } warnings`,
          result: finished ? 'skip' : 'fail',
        },
      ],
    },
  );
}

function scheduleOf(
  read: Resource,
  context: FormatContext,
  warnings: string[],
) {
  const name = read.metadata.name;
  if (read.spec?.paused) warnings.push(`${name}: the schedule is paused`);
  const never = !read.status?.lastBackup;
  if (never) warnings.push(`${name}: the schedule has never run`);
  const invalid = read.status?.phase === 'FailedValidation';
  const ok = !never && !read.spec?.paused && !invalid;
  return [
    control({ ...context, dataset: datasetOf(read, context) }, 'velero', {
      control: `schedule-active/${name}`,
      status: ok ? 'met' : 'not-met',
      detail: ok
        ? `last backup at ${read.status?.lastBackup}`
        : [
            never && 'never ran',
            read.spec?.paused && 'paused',
            invalid && 'failed validation',
          ]
            .filter(Boolean)
            .join(', '),
    }),
  ];
}

function iso(text: string | null | undefined): string | null {
  return text ? isoOfText('velero', text) : null;
}
