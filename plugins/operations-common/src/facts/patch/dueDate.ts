import { Millis } from '../../time';
import { PatchClock, PatchPreset, PatchSeverity } from '../settings';
import { directiveDecision } from './bod2604';
import { Finding } from './Finding';
import { compareSeverity } from './severity';
import { SeverityPreset, timeForSeverity } from './slaPresets';

/** What decides how long a finding may stay. @internal */
export interface PatchPolicy {
  clock: PatchClock;
  preset: PatchPreset;
  /** Whether the entity can be reached from the internet; not known counts as yes. */
  exposed: boolean;
}

/** When a finding is due, and what has to be known about that date. @internal */
export interface DueDate {
  /** Absent when it is due with the next regular upgrade only. */
  at?: Millis;
  flags: string[];
}

/**
 * The due date of a clock that starts at `start`.
 *
 * @param until - end of the episode; what changes afterwards does not matter to it
 * @internal
 */
export function dueDate(
  finding: Finding,
  start: Millis,
  policy: PatchPolicy,
  until: Millis = Infinity,
): DueDate {
  return policy.preset === 'cisa-bod-26-04'
    ? directiveDue(finding, start, policy.exposed)
    : severityDue(finding, start, policy.preset, until);
}

/** Unknown answers count as the dangerous ones, and the flag says so. */
function directiveDue(
  finding: Finding,
  start: Millis,
  exposed: boolean,
): DueDate {
  const { kevAddedAt } = finding;
  const decide = (kev: boolean) =>
    directiveDecision({
      kev,
      exposed,
      automatable: finding.automatable ?? true,
      totalImpact: (finding.technicalImpact ?? 'total') === 'total',
    });
  const { within, forensics } = decide(kevAddedAt !== undefined);
  const assumed =
    finding.automatable === undefined || finding.technicalImpact === undefined;
  return {
    ...(within === undefined
      ? {}
      : { at: directiveEnd(start, within, kevAddedAt, decide(false).within) }),
    flags: [
      ...(forensics ? ['forensics'] : []),
      ...(assumed ? ['ssvc-assumed'] : []),
      ...(within === undefined ? ['at-upgrade'] : []),
    ],
  };
}

/** Listed as exploited after the clock started: due counts anew from that day, never later than it was. */
function directiveEnd(
  start: Millis,
  within: Millis,
  kevAddedAt: Millis = start,
  unlisted: Millis = Infinity,
): Millis {
  return kevAddedAt > start
    ? Math.min(start + unlisted, kevAddedAt + within)
    : start + within;
}

/**
 * Due by severity.
 *
 * @remarks
 * Raised: due counts anew from the day of the change, never later than it was. Lowered: the longer time of the lower severity,
 * but a date that had already passed stays. The date of the KEV catalogue shortens it, yet never below the time of a critical one
 * from when both the finding and the entry were there: the catalogue holds due dates before the day of the entry.
 */
function severityDue(
  finding: Finding,
  start: Millis,
  preset: SeverityPreset,
  until: Millis,
): DueDate {
  const changes = finding.severities;
  let severity: PatchSeverity = changes[0].severity;
  let due = start + timeForSeverity(preset, severityAt(finding, start));
  for (const change of changes) {
    if (change.at > start && change.at <= until) {
      const allowed = timeForSeverity(preset, change.severity);
      if (compareSeverity(change.severity, severity) > 0) {
        due = Math.min(due, change.at + allowed);
      } else if (change.at <= due) {
        due = Math.max(due, start + allowed);
      }
    }
    severity = change.severity;
  }
  if (finding.kevDueAt === undefined) return { at: due, flags: [] };
  const listedFrom = Math.max(start, finding.kevAddedAt ?? start);
  const floor = listedFrom + timeForSeverity(preset, 'critical');
  const kevDue = Math.max(finding.kevDueAt, floor);
  return kevDue < due
    ? { at: kevDue, flags: ['kev-due'] }
    : { at: due, flags: [] };
}

function severityAt(finding: Finding, at: Millis): PatchSeverity {
  let { severity } = finding.severities[0];
  for (const change of finding.severities) {
    if (change.at <= at) severity = change.severity;
  }
  return severity;
}
