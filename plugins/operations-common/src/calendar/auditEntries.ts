import { auditTitles } from '../facts/audits/Audit';
import { auditDates } from '../facts/audits/auditDates';
import { auditFindings, isOpen } from '../facts/audits/AuditFinding';
import { AuditStatus, auditStatuses } from '../facts/audits/auditStatus';
import { dueAfter } from '../facts/cadence';
import { FactSubject } from '../facts/Fact';
import { repeatedDates } from '../facts/repeatedDates';
import { recordsOf } from '../facts/select';
import { Millis, toMillis } from '../time';
import { NewEntry } from './newEntry';

/**
 * The date that was set next, the end of the cadence where that comes no later, and dates that went by without an audit.
 *
 * @remarks Access reviews, penetration tests and trainings are kinds of audit.
 */
function datesOf(
  subject: FactSubject,
  status: AuditStatus,
  now: Millis,
): NewEntry[] {
  const { type, every, lastPassedAt, nextDueAt, verdict, reason } = status;
  const title = auditTitles[type];
  const detail = verdict === 'fail' ? { detail: reason } : {};
  const shared = { type: 'audit-due' as const, ...detail };
  const { timeZone } = subject.settings.calendar;
  const cadence =
    lastPassedAt === undefined
      ? undefined
      : dueAfter(lastPassedAt, every, timeZone);
  // A date of a series that went by is in the series.
  const missed = auditDates(subject.evidence, type).filter(
    at =>
      at <= now &&
      at > (lastPassedAt ?? -Infinity) &&
      at !== cadence &&
      !isRepeated(subject, type, at),
  );
  const entries: NewEntry[] = missed.map(starts => ({
    ...shared,
    key: `${type}/missed/${starts}`,
    title: `${title} was due`,
    starts,
  }));
  if (cadence !== undefined) {
    entries.push({
      ...shared,
      key: `${type}/cadence`,
      title: `${title} due, every ${every}`,
      starts: cadence,
    });
  }
  entries.push(...series(subject, type));
  if (
    nextDueAt !== undefined &&
    nextDueAt !== cadence &&
    !isRepeated(subject, type, nextDueAt)
  ) {
    entries.push({
      ...shared,
      key: `${type}/planned`,
      title: `${title} planned`,
      starts: nextDueAt,
    });
  }
  return entries;
}

/** Audits of a kind whose dates repeat. */
function repeating(subject: FactSubject, type: AuditStatus['type']) {
  return recordsOf(subject.evidence, 'audit').filter(
    ({ payload }) =>
      payload.type === type && payload.nextDueAt && payload.recurrence,
  );
}

function isRepeated(
  subject: FactSubject,
  type: AuditStatus['type'],
  at: Millis,
): boolean {
  return repeating(subject, type).some(record =>
    repeatedDates(record).includes(at),
  );
}

function series(subject: FactSubject, type: AuditStatus['type']): NewEntry[] {
  return repeating(subject, type).flatMap(record => {
    const { nextDueAt, recurrence, standard } = record.payload;
    if (!nextDueAt || !recurrence) return [];
    return {
      type: 'audit-due' as const,
      key: `${type}/series/${record.source}/${record.externalId ?? record.id}`,
      title: `${auditTitles[type]} planned${standard ? `: ${standard}` : ''}`,
      starts: toMillis(nextDueAt),
      recurrence,
    };
  });
}

/** Remediations of open findings that have a date. */
function remediations(subject: FactSubject, now: Millis): NewEntry[] {
  return auditFindings(subject.evidence, now).findings.flatMap(found => {
    const { finding, audit, dueAt } = found;
    if (dueAt === undefined || !isOpen(found, now)) return [];
    const { type, standard } = audit.evidence.payload;
    return {
      type: 'action-due',
      key: `finding/${type}/${standard ?? ''}/${finding.id}/${finding.title}`,
      title: `Audit finding due: ${finding.title}`,
      starts: dueAt,
      url: audit.evidence.payload.reportUrl,
    };
  });
}

/** Audits by kind and remediations of their findings. @internal */
export function auditEntries(subject: FactSubject, now: Millis): NewEntry[] {
  return [
    ...auditStatuses(subject, now).flatMap(status =>
      datesOf(subject, status, now),
    ),
    ...remediations(subject, now),
  ];
}
