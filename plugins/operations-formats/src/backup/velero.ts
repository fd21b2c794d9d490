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
import { isUnderWay, veleroOutcome } from './veleroOutcome';
import {
  isUnderstood,
  isVelero,
  listedResources,
  Resource,
  resource,
} from './veleroResource';

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
    const resources = known.map(entry => shaped('velero', resource, entry));
    const backups = new Map(
      resources
        .filter(({ kind }) => kind === 'Backup')
        .map(entry => [entry.metadata.name, entry]),
    );
    const items = resources.flatMap(entry =>
      itemsOf(entry, context, backups, warnings),
    );
    return { formatVersion: 'velero.io/v1', items, warnings };
  },
};

function itemsOf(
  read: Resource,
  context: FormatContext,
  backups: ReadonlyMap<string, Resource>,
  warnings: string[],
): EvidenceInput[] {
  const { name } = read.metadata;
  const phase = read.status?.phase ?? 'New';
  if (read.kind === 'Schedule')
    return scheduleOf(read, context, backups, warnings);
  if (read.kind === 'Restore') {
    if (!isUnderWay(phase)) return [restoreOf(read, context, backups)];
    warnings.push(
      `${name}: the restore is in phase ${phase}, so it proves nothing yet`,
    );
    return [];
  }
  if (phase === 'Deleting' || read.metadata.deletionTimestamp) {
    warnings.push(`${name}: the backup is being deleted`);
    return [backupOf(deleted(read, context), context, backups, warnings)];
  }
  return [backupOf(read, context, backups, warnings)];
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

/** What belongs together: the backups of a schedule, and the restores of them. */
function datasetOf(
  read: Resource,
  context: FormatContext,
  backups: ReadonlyMap<string, Resource>,
): string {
  if (context.dataset !== undefined) return context.dataset;
  const said =
    read.metadata.labels?.['velero.io/schedule-name'] ??
    read.spec?.scheduleName;
  if (said) return said;
  const of = read.kind === 'Restore' ? read.spec?.backupName : undefined;
  if (!of) return read.metadata.name;
  const backup = backups.get(of);
  // A schedule names its backups by its own name and the time.
  return backup
    ? datasetOf(backup, context, backups)
    : of.replace(/-\d{14}$/, '') || of;
}

function backupOf(
  read: Resource,
  context: FormatContext,
  backups: ReadonlyMap<string, Resource>,
  warnings: string[],
) {
  const state = read.status ?? {};
  const { outcome, reason } = veleroOutcome(state);
  if (outcome === 'success' && (state.warnings ?? 0) > 0) {
    warnings.push(
      `${read.metadata.name}: completed with ${state.warnings} warnings; items may have been skipped`,
    );
  }
  const started = iso(state.startTimestamp ?? read.metadata.creationTimestamp);
  return backupRun(context, 'velero', read.metadata.uid ?? read.metadata.name, {
    dataset: datasetOf(read, context, backups),
    outcome,
    startedAt: started,
    completedAt: iso(state.completionTimestamp),
    recoveryPoint: started,
    retainUntil: iso(state.expiration),
    reason,
    toolStatus: { name: read.metadata.name, ...state },
  });
}

function restoreOf(
  read: Resource,
  context: FormatContext,
  backups: ReadonlyMap<string, Resource>,
) {
  const state = read.status ?? {};
  const finished = state.phase === 'Completed' && !state.errors;
  return restoreTest(
    context,
    'velero',
    read.metadata.uid ?? read.metadata.name,
    {
      dataset: datasetOf(read, context, backups),
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
  backups: ReadonlyMap<string, Resource>,
  warnings: string[],
) {
  const name = read.metadata.name;
  if (read.spec?.paused) warnings.push(`${name}: the schedule is paused`);
  const never = !read.status?.lastBackup;
  if (never) warnings.push(`${name}: the schedule has never run`);
  const invalid = read.status?.phase === 'FailedValidation';
  const ok = !never && !read.spec?.paused && !invalid;
  return [
    control(
      { ...context, dataset: datasetOf(read, context, backups) },
      'velero',
      {
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
      },
    ),
  ];
}

function iso(text: string | null | undefined): string | null {
  return text ? isoOfText('velero', text) : null;
}
