import { Evidence } from '../../evidence/Evidence';
import { Millis, toMillis } from '../../time';
import { recordsOf } from '../select';
import { AuditType } from '../settings';

/** Dates that were set for audits of a kind, past ones too, earliest first. @internal */
export function auditDates(
  evidence: readonly Evidence[],
  type: AuditType,
): Millis[] {
  return recordsOf(evidence, 'audit')
    .filter(({ payload }) => payload.type === type)
    .flatMap(({ payload: { outcome, startedAt, nextDueAt } }) => [
      ...(nextDueAt ? [toMillis(nextDueAt)] : []),
      ...(outcome === 'scheduled' && startedAt ? [toMillis(startedAt)] : []),
    ])
    .sort((a, b) => a - b);
}
