import { Millis } from '../../time';
import { earliestAfter } from '../select';
import { rememberLast } from './rememberLast';
import { PatchSeverity } from '../settings';
import {
  activeAt,
  excludedAt,
  isOverdue,
  nextChange,
  TrackedFinding,
} from './TrackedFinding';

/** Where the findings of an entity stand at an instant. @internal */
export interface OpenFindings {
  /** Findings that count, by severity. */
  open: Record<PatchSeverity, number>;
  openTotal: number;
  overdue: TrackedFinding[];
  /** The oldest due date that has passed. */
  oldestDueAt?: Millis;
  /** The next due date to pass. */
  nextDueAt?: Millis;
  suppressed: number;
  accepted: number;
  acceptedWithoutExpiry: number;
  /** Distinct vulnerabilities among the open ones. */
  vulnerabilities: Set<string>;
  criticalVulnerabilities: Set<string>;
  /** First instant at which a finding starts or stops to count by itself. */
  changesAt?: Millis;
  /** First instant at which a finding becomes overdue, or stops to be, by itself. */
  overdueAt?: Millis;
}

/** Counts the findings at an instant; a vulnerability in two packages is two findings and one vulnerability. @internal */
export const openFindings: (
  tracked: readonly TrackedFinding[],
  now: Millis,
) => Readonly<OpenFindings> = rememberLast(countOpen, now => now);

function countOpen(
  tracked: readonly TrackedFinding[],
  now: Millis,
): OpenFindings {
  const state: OpenFindings = {
    open: { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 },
    openTotal: 0,
    overdue: [],
    suppressed: 0,
    accepted: 0,
    acceptedWithoutExpiry: 0,
    vulnerabilities: new Set(),
    criticalVulnerabilities: new Set(),
  };
  for (const item of tracked) {
    if (item.episode.closedAt !== undefined) continue;
    count(item, now, state);
    state.changesAt = earliestAfter(now, [
      state.changesAt,
      nextChange(item, now),
    ]);
    for (const { from, to, dueAt = Infinity } of item.spans) {
      const late = Math.max(from, dueAt + 1);
      if (late < (to ?? Infinity)) {
        state.overdueAt = earliestAfter(now, [state.overdueAt, late, to]);
      }
    }
  }
  return state;
}

function count(item: TrackedFinding, now: Millis, state: OpenFindings): void {
  const { finding } = item;
  const active = activeAt(item, now);
  if (!active) {
    const excluded = excludedAt(item, now);
    if (excluded?.kind === 'suppressed') state.suppressed += 1;
    if (excluded?.kind === 'accepted') {
      state.accepted += 1;
      if (excluded.to === undefined) state.acceptedWithoutExpiry += 1;
    }
    return;
  }
  state.openTotal += 1;
  state.open[finding.severity] += 1;
  state.vulnerabilities.add(finding.vulnerability);
  if (finding.severity === 'critical') {
    state.criticalVulnerabilities.add(finding.vulnerability);
  }
  if (!isOverdue(active, now)) {
    state.nextDueAt = earliestAfter(now - 1, [state.nextDueAt, active.dueAt]);
  } else {
    state.overdue.push(item);
    state.oldestDueAt = Math.min(
      state.oldestDueAt ?? Infinity,
      active.dueAt ?? Infinity,
    );
  }
}
