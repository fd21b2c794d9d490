import { Evidence } from '../evidence/Evidence';
import { EvidenceKind } from '../evidence/kinds';
import { durationMillis, Millis, toMillis } from '../time';

/** A half-open span of time: `from` belongs to it, `to` does not. @internal */
export interface Window {
  from: Millis;
  to: Millis;
}

function isKind<K extends EvidenceKind>(
  evidence: Evidence,
  kind: K,
): evidence is Evidence<K> {
  return evidence.kind === kind;
}

/** The spelling in which the ledger keeps every instant; texts of it are in order when the instants are. */
const canonical = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

function compareText(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

function compareInstants(a: string, b: string): number {
  return canonical.test(a) && canonical.test(b)
    ? compareText(a, b)
    : toMillis(a) - toMillis(b);
}

function inOrder<K extends EvidenceKind>(
  evidence: readonly Evidence[],
  kind: K,
): Evidence<K>[] {
  const found: Evidence<K>[] = [];
  for (const record of evidence) {
    if (isKind(record, kind)) found.push(record);
  }
  return found.sort(
    (a, b) =>
      compareInstants(a.observedAt, b.observedAt) ||
      compareInstants(a.receivedAt, b.receivedAt) ||
      compareText(a.id, b.id),
  );
}

const ordered = new WeakMap<
  readonly Evidence[],
  Map<EvidenceKind, Evidence[]>
>();

/**
 * The records of one kind, oldest first by `observedAt`; ties by receipt, then by id, so that the order never depends on the input's.
 *
 * @remarks Remembered per list, because a hundred facts look through the same one; the list must not be changed afterwards.
 * @internal
 */
export function recordsOf<K extends EvidenceKind>(
  evidence: readonly Evidence[],
  kind: K,
): Evidence<K>[] {
  let kinds = ordered.get(evidence);
  if (kinds === undefined) {
    kinds = new Map();
    ordered.set(evidence, kinds);
  }
  let records = kinds.get(kind);
  if (records === undefined) {
    records = inOrder(evidence, kind);
    kinds.set(kind, records);
  }
  return [...records] as Evidence<K>[];
}

/** The newest of the records in order, see {@link recordsOf}. @internal */
export function newest<T>(records: readonly T[]): T | undefined {
  return records[records.length - 1];
}

/** The window `[now − duration, now)`. @internal */
export function windowEnding(now: Millis, duration: string): Window {
  return { from: now - durationMillis(duration), to: now };
}

/** Whether an instant lies in the window. @internal */
export function inWindow(window: Window, at: Millis): boolean {
  return window.from <= at && at < window.to;
}

/**
 * The next instant, after the window's end, at which an instant enters or leaves the sliding window.
 *
 * @remarks With length d, `at` is inside while `at < now ≤ at + d`, so it enters at `at + 1` and leaves at `at + d + 1` milliseconds.
 * @internal
 */
export function nextCrossing(window: Window, at: Millis): Millis | undefined {
  const enters = at + 1;
  const leaves = at + (window.to - window.from) + 1;
  if (enters > window.to) return enters;
  return leaves > window.to ? leaves : undefined;
}

/** The earliest of the instants that lie after `now`; undefined when there is none. @internal */
export function earliestAfter(
  now: Millis,
  instants: Iterable<Millis | undefined>,
): Millis | undefined {
  let earliest: Millis | undefined;
  for (const at of instants) {
    if (
      at !== undefined &&
      at > now &&
      (earliest === undefined || at < earliest)
    ) {
      earliest = at;
    }
  }
  return earliest;
}
