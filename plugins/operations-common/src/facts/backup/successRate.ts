import { Millis } from '../../time';
import { earliestAfter, Window } from '../select';
import { Dataset } from './Dataset';
import { SKEW, Slot } from './schedule';
import { JudgedSlot, judgeSlot, runsBySlot, slotsOf } from './slots';

/** Share of expected slots that have a good backup. @internal */
export interface SuccessRate {
  /** 0..1; null when no slot counts. */
  value: number | null;
  good: number;
  /** Of the others, those that are known to have no good backup. */
  missed: number;
  expected: number;
  /** Why there is no value. */
  reason?: string;
  /** Every slot of the window, oldest first. */
  slots: JudgedSlot[];
  /** When the rate changes. */
  until?: Millis;
  /** When it changes whether every expected slot is good. */
  completeUntil?: Millis;
}

const counts = (slot: JudgedSlot) =>
  slot.state !== 'pending' && slot.state !== 'excluded';

function judgedSlots(dataset: Dataset, span: Window, now: Millis) {
  const { policy, runs } = dataset;
  const slots = slotsOf(policy, runs, span);
  const bySlot = runsBySlot(policy, slots, runs);
  return slots.map((slot, i) =>
    judgeSlot(policy, slot, bySlot[i], dataset, now),
  );
}

/** The first deadline, still to come, at which a slot starts to count as missed. */
function nextMiss(
  dataset: Dataset,
  slots: readonly JudgedSlot[],
  window: Window,
): Millis | undefined {
  if (dataset.since === undefined) return undefined;
  const length = window.to - window.from;
  const misses = (slot: JudgedSlot) =>
    slot.state === 'pending' && slot.deadline <= slot.from + length;
  const current = slots.find(misses);
  if (current) return current.deadline;
  // All slots so far are decided: of the ones to come, only an approved pause excuses any.
  const last = slots[slots.length - 1];
  const from = Math.max(window.to, last?.to ?? 0);
  const step = last ? last.to - last.from : length;
  for (const span of [2 * step, length]) {
    const coming = judgedSlots(dataset, { from, to: from + span }, window.to);
    const found = coming.find(misses);
    if (found) return found.deadline;
  }
  return undefined;
}

/** When a slot begins of which the run has already started, by a clock that is ahead. */
function nextEarly(dataset: Dataset, { to }: Window): Millis | undefined {
  const { policy, runs } = dataset;
  const last = runs[runs.length - 1];
  if (policy.schedule.kind !== 'cron' || !last || last.startedAt < to - SKEW) {
    return undefined;
  }
  const coming = judgedSlots(dataset, { from: to, to: to + SKEW }, to);
  const early = coming.find(slot => slot.state === 'good');
  return early && early.from + 1;
}

/** When a slot no longer begins in the sliding window. */
function leaving(slot: Slot, window: Window): Millis {
  return slot.from + window.to - window.from + 1;
}

/** When the last of some slots is gone; never, when a new miss comes before that. */
function gone(
  slots: readonly Slot[],
  window: Window,
  miss: Millis | undefined,
): Millis | undefined {
  const end = leaving(slots[slots.length - 1], window);
  return miss !== undefined && miss <= end ? undefined : end;
}

function rateUntil(
  counted: readonly JudgedSlot[],
  window: Window,
  miss: Millis | undefined,
): Millis | undefined {
  const allGood = counted.filter(slot => slot.state === 'good').length;
  if (counted.length === 0) return miss;
  // Misses replace misses; only the end of the last one leaves nothing to count.
  if (allGood === 0) return gone(counted, window, miss);
  let good = allGood;
  let expected = counted.length;
  for (const slot of counted) {
    if (miss !== undefined && miss <= leaving(slot, window)) return miss;
    expected -= 1;
    if (slot.state === 'good') good -= 1;
    const same = good * counted.length === allGood * expected;
    if (expected === 0 || !same) return leaving(slot, window);
  }
  return miss;
}

function reasonFor(dataset: Dataset, slots: readonly JudgedSlot[]): string {
  if (dataset.since === undefined) return 'no backup run was ever reported';
  if (slots.some(slot => slot.state === 'pending')) {
    return 'no slot has ended yet';
  }
  return dataset.policy.schedule.kind === 'per-change'
    ? 'no run says when the data last changed (newestChangeAt)'
    : 'no slot of the window counts';
}

/**
 * Share of the schedule's slots, beginning in the window, that have a good run finished by the slot's end plus the grace.
 *
 * @remarks
 * Slots are counted, not attempts: a job that never started counts against the rate, a retry within the slot repairs it, and no
 * number of further successes makes up for a slot that was missed. A slot counts as soon as it is good or its deadline passes.
 * While one slot has nothing but a backup of which nobody knows whether it is whole, there is no rate.
 * @internal
 */
export function successRate(dataset: Dataset, window: Window): SuccessRate {
  const { problem: reason } = dataset.policy;
  if (reason) {
    return { value: null, good: 0, missed: 0, expected: 0, reason, slots: [] };
  }
  const slots = judgedSlots(dataset, window, window.to);
  const counted = slots.filter(counts);
  const bad = counted.filter(slot => slot.state !== 'good');
  const expected = counted.length;
  const good = expected - bad.length;
  const open = bad.filter(slot => slot.state === 'unknown');
  const miss = nextMiss(dataset, slots, window);
  if (open.length > 0) {
    // Asked again as soon as any slot may count differently.
    const until = earliestAfter(window.to, [
      miss,
      ...counted.map(slot => leaving(slot, window)),
    ]);
    return {
      value: null,
      reason: `of ${open.length} of ${expected} expected backups it is not known whether they are whole`,
      good,
      missed: bad.length - open.length,
      expected,
      slots,
      until,
      completeUntil: until,
    };
  }
  const until = earliestAfter(window.to, [
    rateUntil(counted, window, miss),
    nextEarly(dataset, window),
  ]);
  const shared = {
    good,
    missed: bad.length,
    expected,
    slots,
    until,
    completeUntil: bad.length === 0 ? until : gone(bad, window, miss),
  };
  return expected === 0
    ? { value: null, reason: reasonFor(dataset, slots), ...shared }
    : { value: good / expected, ...shared };
}
