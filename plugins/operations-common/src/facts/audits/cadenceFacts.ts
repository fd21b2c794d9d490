import { auditTypes } from '../../evidence/kinds';
import { Evidence } from '../../evidence/Evidence';
import { Millis, toIso } from '../../time';
import { FactDefinition } from '../Fact';
import { known, unknown } from '../result';
import { earliestAfter, recordsOf } from '../select';
import { AuditType } from '../settings';
import { auditTitles, completedAudits } from './Audit';
import { auditDates } from './auditDates';
import { auditStatus } from './auditStatus';

const names = auditTypes.join(', ');

function typeOf(of: string | undefined): AuditType | undefined {
  return auditTypes.find(type => type === of);
}

const age: FactDefinition = {
  id: 'audit.age',
  title: 'Age of the last passed audit',
  description:
    'Time since the last audit of a kind was passed; not known while a newer one of that kind has failed.',
  unit: 'seconds',
  kinds: ['audit'],
  of: { name: 'type', required: true, values: auditTypes },
  better: 'lower',
  compute(subject, query) {
    const type = typeOf(query.of);
    if (!type) {
      return unknown(age, query, `Name a kind of audit: ${names}.`);
    }
    const { now } = query;
    const later = completedAudits(subject.evidence)
      .filter(audit => audit.type === type)
      .map(({ at }) => at);
    const validUntil = earliestAfter(now, later);
    const status = auditStatus(subject, type, now);
    const { lastPassedAt, failedAt, evidence } = status;
    if (lastPassedAt === undefined || failedAt !== undefined) {
      const reason = `${status.reason}.`;
      return unknown(age, query, reason, { validUntil, evidence });
    }
    return known(age, query, (now - lastPassedAt) / 1000, {
      grows: true,
      provenAt: lastPassedAt,
      validUntil,
      evidence,
    });
  },
};

interface Scheduled {
  type: AuditType;
  next?: Millis;
  /** The last date that has passed, when none is to come. */
  missed?: Millis;
}

function scheduledAudit(
  evidence: readonly Evidence[],
  type: AuditType,
  now: Millis,
): Scheduled {
  const dates = auditDates(evidence, type);
  const last = dates[dates.length - 1];
  if (last === undefined) return { type };
  const next = dates.find(at => at > now);
  return next === undefined ? { type, missed: last } : { type, next };
}

const scheduled: FactDefinition = {
  id: 'audit.scheduled',
  title: 'Next audit scheduled',
  description:
    'Whether a date to come is set for the next audit of a kind; without a selector, for every kind that has been recorded.',
  unit: 'boolean',
  kinds: ['audit'],
  of: { name: 'type', required: false, values: auditTypes },
  better: 'higher',
  compute(subject, query) {
    const { now, of } = query;
    if (of !== undefined && !typeOf(of)) {
      const reason = `There is no kind of audit ${of}; known are ${names}.`;
      return unknown(scheduled, query, reason);
    }
    const records = recordsOf(subject.evidence, 'audit').filter(
      ({ payload }) => of === undefined || payload.type === of,
    );
    const types = auditTypes.filter(type =>
      records.some(({ payload }) => payload.type === type),
    );
    if (types.length === 0) {
      const what = typeOf(of) ? auditTitles[typeOf(of) ?? 'internal'] : 'Audit';
      const reason = `${what}: none has been recorded or scheduled.`;
      return unknown(scheduled, query, reason);
    }
    const all = types.map(type => scheduledAudit(records, type, now));
    const missed = all.filter(audit => audit.missed !== undefined);
    const undated = all.filter(
      ({ next, missed: past }) => next === undefined && past === undefined,
    );
    const parts = {
      n: types.length,
      validUntil: earliestAfter(
        now,
        all.map(({ next }) => next),
      ),
      details: Object.fromEntries(
        all.map(({ type, next }) => [
          type,
          next === undefined ? null : toIso(next),
        ]),
      ),
      evidence: records,
    };
    if (missed.length > 0) {
      const list = missed.map(
        ({ type, missed: at }) =>
          `${auditTitles[type]} was due on ${toIso(at ?? now)}`,
      );
      const reason = `${list.join('; ')}, and no later date is set.`;
      return known(scheduled, query, false, { ...parts, reason });
    }
    if (undated.length > 0) {
      const list = undated.map(({ type }) => auditTitles[type]);
      const reason = `No next date is recorded: ${list.join(', ')}.`;
      return unknown(scheduled, query, reason, parts);
    }
    return known(scheduled, query, true, parts);
  },
};

/** Facts about when audits were and will be. @internal */
export const cadenceFacts: readonly FactDefinition[] = [age, scheduled];
