import { Status } from './veleroResource';

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

/** Whether a backup or restore is still under way in a phase. */
export function isUnderWay(phase: string): boolean {
  return pendingPhases.has(phase);
}

/** How a backup ended: completed is only good when nothing failed and every snapshot that was attempted is there. */
export function veleroOutcome(state: Status): {
  outcome: Outcome;
  reason?: string;
} {
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
