import { Evidence } from '../../evidence/Evidence';
import { Millis, toMillis } from '../../time';
import { recordsOf } from '../select';
import { AuditType } from '../settings';

/** One audit that has begun. @internal */
export interface Audit {
  evidence: Evidence<'audit'>;
  type: AuditType;
  at: Millis;
  ended: boolean;
  /** It has ended, with findings or without, and did not fail. */
  passed: boolean;
}

/** Audits that have begun by an instant, oldest first; those under way count from when they were reported. @internal */
export function begunAudits(
  evidence: readonly Evidence[],
  now: Millis = Infinity,
): Audit[] {
  return recordsOf(evidence, 'audit')
    .filter(({ payload: { outcome } }) => outcome !== 'scheduled')
    .map(record => {
      const { type, outcome, completedAt } = record.payload;
      const ended = outcome !== 'in-progress';
      return {
        evidence: record,
        type,
        at: toMillis((ended ? completedAt : undefined) ?? record.observedAt),
        ended,
        passed: ended && outcome !== 'failed',
      };
    })
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at);
}

/** Audits that have ended by an instant, oldest first. @internal */
export function completedAudits(
  evidence: readonly Evidence[],
  now: Millis = Infinity,
): Audit[] {
  return begunAudits(evidence, now).filter(({ ended }) => ended);
}

/** The audits as people call them. @internal */
export const auditTitles: Record<AuditType, string> = {
  internal: 'Internal audit',
  external: 'External audit',
  security: 'Security audit',
  'access-review': 'Access review',
  'penetration-test': 'Penetration test',
  training: 'Security and compliance training',
};
