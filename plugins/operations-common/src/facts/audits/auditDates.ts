import { Evidence } from '../../evidence/Evidence';
import { Millis, toMillis } from '../../time';
import { repeatedDates } from '../repeatedDates';
import { recordsOf } from '../select';
import { AuditType } from '../settings';

/** Dates that were set for audits of a kind, past ones too, earliest first; those that repeat as far as a rule is followed. @internal */
export function auditDates(
  evidence: readonly Evidence[],
  type: AuditType,
): Millis[] {
  return recordsOf(evidence, 'audit')
    .filter(({ payload }) => payload.type === type)
    .flatMap(record => {
      const { outcome, startedAt } = record.payload;
      return [
        ...repeatedDates(record),
        ...(outcome === 'scheduled' && startedAt ? [toMillis(startedAt)] : []),
      ];
    })
    .sort((a, b) => a - b);
}
