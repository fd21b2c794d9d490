import { Evidence } from '../../evidence/Evidence';
import { Millis, toMillis } from '../../time';
import { recordsOf } from '../select';
import { LocationClass } from './BackupPolicy';
import { markGone } from './listings';
import { resolveChains } from './chains';
import { claimedAt } from './claimedAt';

/** One backup run with what it is worth. @internal */
export interface BackupRun {
  record: Evidence<'backup-run'>;
  /** The source's id, by which later runs depend on it, or ours. */
  id: string;
  startedAt: Millis;
  /** When its result became available. */
  availableAt: Millis;
  /** Data up to this instant is in it. */
  recoveryPoint: Millis;
  outcome: Evidence<'backup-run'>['payload']['outcome'];
  /** A point that a restore can start from. */
  good: boolean;
  /** Why it is not good. */
  doubt?: string;
  sizeBytes?: number;
  /** From here on it is deleted, or something that it needs is. */
  usableUntil?: Millis;
  /** Since when its tool's catalogue is known to hold it no more; `all` when that holds nothing at all. */
  gone?: { at: Millis; all: boolean };
  location?: { class: LocationClass; verifiedAt?: Millis };
  newestChangeAt?: Millis;
}

function optional(text: string | null | undefined): Millis | undefined {
  return text === null || text === undefined ? undefined : toMillis(text);
}

function locationOf(record: Evidence<'backup-run'>): BackupRun['location'] {
  const { location } = record.payload;
  if (!location) return undefined;
  if (typeof location === 'string') return { class: location };
  const { class: name, verifiedAt } = location;
  return {
    class: name,
    verifiedAt: verifiedAt ? claimedAt(record, verifiedAt) : undefined,
  };
}

/** How far the clock of the sender may be ahead. */
const SKEW = 5 * 60_000;

function doubtOfSuccess(record: Evidence<'backup-run'>): string | undefined {
  const { sizeBytes, completedAt } = record.payload;
  if (sizeBytes === 0) return 'the backup is empty';
  const early =
    completedAt &&
    toMillis(completedAt) > claimedAt(record, completedAt) + SKEW;
  return early ? 'it says that it ended after it was reported' : undefined;
}

function ownDoubt(record: Evidence<'backup-run'>): string | undefined {
  const { payload } = record;
  if (payload.outcome === 'success') return doubtOfSuccess(record);
  const words = {
    partial: 'the run was only partly successful',
    failed: 'the run failed',
    pending: 'the run has not finished',
    unknown: 'it is not known whether the run was whole',
  }[payload.outcome];
  return payload.reason ? `${words}: ${payload.reason}` : words;
}

function read(record: Evidence<'backup-run'>): BackupRun {
  const { payload } = record;
  const observedAt = toMillis(record.observedAt);
  const availableAt = claimedAt(
    record,
    payload.completedAt ?? record.observedAt,
  );
  const startedAt = optional(payload.startedAt) ?? availableAt;
  const recoveryPoint = optional(payload.recoveryPoint) ?? startedAt;
  const doubt = ownDoubt(record);
  return {
    record,
    id: record.externalId ?? record.id,
    startedAt,
    availableAt,
    // Nothing holds data from after it was finished, whatever its clock says.
    recoveryPoint: Math.min(recoveryPoint, availableAt, observedAt),
    outcome: payload.outcome,
    good: doubt === undefined,
    ...(doubt === undefined ? {} : { doubt }),
    sizeBytes: payload.sizeBytes ?? undefined,
    usableUntil: optional(payload.retainUntil),
    location: locationOf(record),
    newestChangeAt: payload.newestChangeAt
      ? claimedAt(record, payload.newestChangeAt)
      : undefined,
  };
}

const readings = new WeakMap<Evidence<'backup-run'>, BackupRun>();

/** Each record is read once, however many instants of the past are looked at; its chain may differ between them. */
function runOf(record: Evidence<'backup-run'>): BackupRun {
  let reading = readings.get(record);
  if (reading === undefined) {
    reading = read(record);
    readings.set(record, reading);
  }
  return { ...reading };
}

/**
 * The runs of each data set, oldest start first, with the ones that can't be restored told apart.
 *
 * @remarks A run is good only if it fully succeeded, is not empty, and everything it depends on is known and good.
 * @internal
 */
export function backupRunsOf(
  evidence: readonly Evidence[],
): Map<string, BackupRun[]> {
  const byDataset = new Map<string, BackupRun[]>();
  for (const record of recordsOf(evidence, 'backup-run')) {
    const run = runOf(record);
    const runs = byDataset.get(record.payload.dataset);
    if (runs) runs.push(run);
    else byDataset.set(record.payload.dataset, [run]);
  }
  for (const runs of byDataset.values()) {
    runs.sort((a, b) => a.startedAt - b.startedAt);
    resolveChains(runs);
  }
  markGone([...byDataset.values()].flat(), evidence);
  return byDataset;
}

/** From when on a run can't be restored any more, as far as is known. @internal */
export function endOf({ usableUntil, gone }: BackupRun): Millis | undefined {
  if (gone === undefined) return usableUntil;
  return Math.min(gone.at, usableUntil ?? Infinity);
}
