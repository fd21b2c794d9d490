import { Millis } from '../../time';
import { earliestAfter, inWindow, Window } from '../select';
import { rememberLast } from './rememberLast';
import { activeAt, isOverdue, TrackedFinding } from './TrackedFinding';

/** The counts behind the in-SLA rate. @internal */
export interface InSlaRate {
  /** Closed on or before their due date. */
  inTime: number;
  /** Everything that was to be closed: the denominator. */
  due: number;
  /** Open and not due yet; not in the denominator. */
  pending: number;
  /** Open without a running clock; not in the denominator. */
  unclocked: number;
  /** First instant at which any of these counts changes by itself. */
  validUntil?: Millis;
}

/**
 * The share of findings that were closed in time.
 *
 * @remarks
 * (closed on or before due) ÷ (due in the window ∪ closed in the window). Open and not yet due counts nowhere; open past due
 * is a miss however long ago that was. What is withdrawn, gone with its file, suppressed or accepted is left out.
 * @internal
 */
export const inSlaRate: (
  tracked: readonly TrackedFinding[],
  window: Window,
) => Readonly<InSlaRate> = rememberLast(
  computeRate,
  ({ from, to }) => `${from} ${to}`,
);

function computeRate(
  tracked: readonly TrackedFinding[],
  window: Window,
): InSlaRate {
  const rate: InSlaRate = { inTime: 0, due: 0, pending: 0, unclocked: 0 };
  const now = window.to;
  let validUntil: Millis | undefined;
  for (const item of tracked) {
    const { closedAt } = item.episode;
    if (closedAt === undefined) countOpen(item, now, rate);
    else if (countsWhenClosed(item, window)) {
      rate.due += 1;
      if (closedAt <= (closingDue(item) ?? -Infinity)) rate.inTime += 1;
    }
    validUntil = earliestAfter(now, [validUntil, nextChange(item, window)]);
  }
  return validUntil === undefined ? rate : { ...rate, validUntil };
}

function countOpen(item: TrackedFinding, now: Millis, rate: InSlaRate): void {
  const active = activeAt(item, now);
  if (!active) return;
  if (active.dueAt === undefined) rate.unclocked += 1;
  else if (isOverdue(active, now)) rate.due += 1;
  else rate.pending += 1;
}

/** The due date that held when it was closed; undefined when it did not count then. */
function closingDue(item: TrackedFinding): Millis | undefined {
  const { closedAt, closure } = item.episode;
  if (closure !== 'absent' && closure !== 'fixed') return undefined;
  const last = item.spans[item.spans.length - 1];
  return last?.to === closedAt ? last?.dueAt : undefined;
}

function countsWhenClosed(item: TrackedFinding, window: Window): boolean {
  const { closedAt } = item.episode;
  const due = closingDue(item);
  if (due === undefined || closedAt === undefined) return false;
  return inWindow(window, closedAt) || inWindow(window, due);
}

function nextChange(item: TrackedFinding, window: Window): Millis | undefined {
  const now = window.to;
  const { closedAt } = item.episode;
  if (closedAt === undefined) {
    return earliestAfter(
      now,
      item.spans.flatMap(({ from, to, dueAt = Infinity }) => [
        from,
        to,
        from <= dueAt && dueAt < (to ?? Infinity) ? dueAt + 1 : undefined,
      ]),
    );
  }
  const due = closingDue(item);
  if (due === undefined) return undefined;
  const length = now - window.from;
  const counts = countsWhenClosed(item, window);
  return [closedAt, due]
    .flatMap(at => [at + 1, at + length + 1])
    .filter(at => at > now)
    .sort((a, b) => a - b)
    .find(
      at => countsWhenClosed(item, { from: at - length, to: at }) !== counts,
    );
}
