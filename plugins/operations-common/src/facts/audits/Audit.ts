import { Evidence } from '../../evidence/Evidence';
import { Millis, toMillis } from '../../time';
import { recordsOf } from '../select';
import { AuditType } from '../settings';

/** One audit that has ended. @internal */
export interface CompletedAudit {
  evidence: Evidence<'audit'>;
  type: AuditType;
  at: Millis;
  /** With findings or without. */
  passed: boolean;
}

/** Audits that have ended by an instant, oldest first; planned ones and those under way are left out. @internal */
export function completedAudits(
  evidence: readonly Evidence[],
  now: Millis = Infinity,
): CompletedAudit[] {
  return recordsOf(evidence, 'audit')
    .filter(
      ({ payload: { outcome } }) =>
        outcome !== 'scheduled' && outcome !== 'in-progress',
    )
    .map(record => ({
      evidence: record,
      type: record.payload.type,
      at: toMillis(record.payload.completedAt ?? record.observedAt),
      passed: record.payload.outcome !== 'failed',
    }))
    .filter(({ at }) => at <= now)
    .sort((a, b) => a.at - b.at);
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
