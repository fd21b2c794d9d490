import { Millis, toMillis } from '../../time';
import { Evidence } from '../../evidence/Evidence';
import { plannedWindows } from '../plannedWindows';
import { inWindow, Window } from '../select';
import { BackupPolicy } from './BackupPolicy';
import { BackupRun } from './BackupRun';
import { scheduledSlots, SKEW, Slot } from './schedule';

/** What became of a slot. @internal */
export type SlotState =
  | 'good'
  | 'partial'
  | 'failed'
  | 'never-ran'
  | 'unknown'
  | 'pending'
  | 'excluded';

/** A slot with what happened in it. @internal */
export interface JudgedSlot extends Slot {
  /** Until when a good run may still be finished. */
  deadline: Millis;
  state: SlotState;
  reason?: string;
}

/**
 * The spans in which no backup is due: maintenance windows approved before they began, merged and in order.
 *
 * @internal
 */
export function approvedPauses(evidence: readonly Evidence[]): Window[] {
  const pauses: Window[] = [];
  for (const { record, starts, ends } of plannedWindows(evidence)) {
    const window = { from: starts, to: ends };
    const { approval } = record.payload;
    const approved = approval && toMillis(approval.at) <= window.from;
    if (approved && window.from < window.to) pauses.push(window);
  }
  pauses.sort((a, b) => a.from - b.from);
  const merged: Window[] = [];
  for (const pause of pauses) {
    const last = merged[merged.length - 1];
    if (last && pause.from <= last.to) last.to = Math.max(last.to, pause.to);
    else merged.push({ ...pause });
  }
  return merged;
}

/** The slots of backup per change: each known change expects to be backed up within the grace. */
function changeSlots(runs: readonly BackupRun[], window: Window): Slot[] {
  const changes = new Set<Millis>();
  for (const { newestChangeAt: at } of runs) {
    if (at !== undefined && inWindow(window, at)) changes.add(at);
  }
  return [...changes].sort((a, b) => a - b).map(at => ({ from: at, to: at }));
}

/** The slots that begin in a window, for every kind of schedule. @internal */
export function slotsOf(
  policy: BackupPolicy,
  runs: readonly BackupRun[],
  window: Window,
): Slot[] {
  return policy.schedule.kind === 'per-change'
    ? changeSlots(runs, window)
    : scheduledSlots(policy.schedule, window);
}

function pausedAt(policy: BackupPolicy, slot: Slot, pauses: readonly Window[]) {
  const { kind } = policy.schedule;
  // A cron job is skipped when its firing falls into the pause; anything else only when the pause takes the whole slot.
  const end =
    kind === 'cron' ? slot.from + 1 : Math.max(slot.to, slot.from + 1);
  return pauses.some(pause => pause.from <= slot.from && end <= pause.to);
}

function failure(inSlot: readonly BackupRun[]): [SlotState, string] {
  const late = inSlot.find(run => run.good);
  if (late) return ['failed', 'the good run was finished after the deadline'];
  const last = inSlot[inSlot.length - 1];
  if (last === undefined) return ['never-ran', 'no run was reported'];
  const open = inSlot.find(run => run.outcome === 'unknown');
  if (open) return ['unknown', open.doubt ?? 'not known'];
  const partial = inSlot.find(run => run.outcome === 'partial');
  return partial
    ? ['partial', partial.doubt ?? 'partly successful']
    : ['failed', last.doubt ?? 'the run failed'];
}

/** Judges one slot by the runs that belong to it. @internal */
export function judgeSlot(
  policy: BackupPolicy,
  slot: Slot,
  inSlot: readonly BackupRun[],
  known: { since?: Millis; pauses: readonly Window[] },
  now: Millis,
): JudgedSlot {
  const deadline = slot.to + policy.grace;
  const judged = (state: SlotState, reason?: string): JudgedSlot => ({
    from: slot.from,
    to: slot.to,
    deadline,
    state,
    reason,
  });
  if (pausedAt(policy, slot, known.pauses)) {
    return judged('excluded', 'approved maintenance');
  }
  if (inSlot.some(run => run.good && run.availableAt <= deadline)) {
    return judged('good');
  }
  const before = known.since === undefined || slot.from < known.since;
  if (inSlot.length === 0 && before) {
    return judged('excluded', 'before the data set was known');
  }
  if (now < deadline) return judged('pending');
  return judged(...failure(inSlot));
}

/** How long before its firing a run may seem to start that the firing started: clocks of two machines differ. */
function leadOf({ schedule }: BackupPolicy, { from, to }: Slot): Millis {
  return schedule.kind === 'cron' ? Math.min(SKEW, (to - from) / 2) : 0;
}

/** The runs that belong to each slot, in the order of the slots; both lists oldest first. @internal */
export function runsBySlot(
  policy: BackupPolicy,
  slots: readonly Slot[],
  runs: readonly BackupRun[],
): BackupRun[][] {
  if (policy.schedule.kind === 'per-change') {
    return slots.map(slot =>
      runs.filter(
        run =>
          run.recoveryPoint >= slot.from ||
          (run.availableAt >= slot.from && !run.good),
      ),
    );
  }
  const begins = (slot: Slot) => slot.from - leadOf(policy, slot);
  let next = 0;
  return slots.map((slot, i) => {
    const from = begins(slot);
    const to =
      i + 1 < slots.length
        ? begins(slots[i + 1])
        : slot.to - leadOf(policy, slot);
    while (next < runs.length && runs[next].startedAt < from) next += 1;
    const found: BackupRun[] = [];
    while (next < runs.length && runs[next].startedAt < to) {
      found.push(runs[next]);
      next += 1;
    }
    return found;
  });
}
