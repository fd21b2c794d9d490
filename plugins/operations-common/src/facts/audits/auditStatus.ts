import { auditTypes } from '../../evidence/kinds';
import { Evidence } from '../../evidence/Evidence';
import { Millis, toIso } from '../../time';
import { dueAfter } from '../cadence';
import { FactSubject } from '../Fact';
import { AuditType } from '../settings';
import { auditTitles, completedAudits } from './Audit';
import { auditDates } from './auditDates';

/** How one kind of audit stands against its cadence. @internal */
export interface AuditStatus {
  type: AuditType;
  every: string;
  verdict: 'pass' | 'fail' | 'unknown';
  reason: string;
  lastPassedAt?: Millis;
  /** When one failed that no later one has made good. */
  failedAt?: Millis;
  /** The date that was set, else the cadence after the last passed one. */
  nextDueAt?: Millis;
  evidence: readonly Evidence[];
}

/** Every kind of audit. @internal */
export function auditStatuses(
  subject: FactSubject,
  now: Millis,
): AuditStatus[] {
  return auditTypes.map(type => auditStatus(subject, type, now));
}

/**
 * One kind of audit.
 *
 * @remarks A passed audit stops standing when a newer one of its kind has failed.
 * @internal
 */
export function auditStatus(
  subject: FactSubject,
  type: AuditType,
  now: Millis,
): AuditStatus {
  const every = subject.settings.audits.every[type];
  const own = completedAudits(subject.evidence, now).filter(
    audit => audit.type === type,
  );
  const last = own[own.length - 1];
  const passed = own.filter(audit => audit.passed);
  const lastPassed = passed[passed.length - 1];
  const failed = own.filter(
    audit => !audit.passed && audit.at >= (lastPassed?.at ?? audit.at),
  );
  const lastFailed = failed[failed.length - 1];
  const planned = auditDates(subject.evidence, type).find(at => at > now);
  const title = auditTitles[type];
  if (!last) {
    return {
      type,
      every,
      verdict: 'unknown',
      reason: `${title}: none has been recorded`,
      ...(planned === undefined ? {} : { nextDueAt: planned }),
      evidence: [],
    };
  }
  const { timeZone } = subject.settings.calendar;
  const cadence = lastPassed && dueAfter(lastPassed.at, every, timeZone);
  const nextDueAt = planned ?? cadence;
  const shared = {
    type,
    every,
    ...(lastPassed ? { lastPassedAt: lastPassed.at } : {}),
    ...(lastFailed ? { failedAt: lastFailed.at } : {}),
    ...(nextDueAt === undefined ? {} : { nextDueAt }),
    evidence: [...new Set([lastFailed, lastPassed])].flatMap(audit =>
      audit ? [audit.evidence] : [],
    ),
  };
  if (lastFailed || !lastPassed || cadence === undefined) {
    return {
      ...shared,
      verdict: 'fail',
      reason: `${title}: the one of ${toIso((lastFailed ?? last).at)} failed`,
    };
  }
  const done = `${title}: last passed on ${toIso(lastPassed.at)}`;
  return now > cadence
    ? {
        ...shared,
        verdict: 'fail',
        reason: `${done}, longer ago than ${every}`,
      }
    : { ...shared, verdict: 'pass', reason: done };
}
