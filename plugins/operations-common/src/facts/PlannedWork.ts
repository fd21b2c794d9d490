import { Evidence } from '../evidence/Evidence';
import { Millis, toMillis } from '../time';
import { recordsOf } from './select';

/** A piece of planned work, an upgrade or an improvement. @internal */
export interface PlannedWork {
  evidence: Evidence<'upgrade-plan' | 'improvement'>;
  status: 'open' | 'in-progress' | 'done' | 'cancelled';
  /** Neither done nor called off. */
  pending: boolean;
  dueAt?: Millis;
  validatedAt?: Millis;
}

/** Planned work of one kind, without what was called off. @internal */
export function plannedWork(
  evidence: readonly Evidence[],
  kind: 'upgrade-plan' | 'improvement',
): PlannedWork[] {
  return recordsOf(evidence, kind)
    .filter(({ payload }) => payload.status !== 'cancelled')
    .map(record => {
      const { status, dueAt, validatedAt } = record.payload;
      return {
        evidence: record,
        status,
        pending: status === 'open' || status === 'in-progress',
        ...(dueAt ? { dueAt: toMillis(dueAt) } : {}),
        ...(validatedAt ? { validatedAt: toMillis(validatedAt) } : {}),
      };
    });
}

/** Whether it is past its due date and not done. @internal */
export function isWorkOverdue(work: PlannedWork, now: Millis): boolean {
  return work.pending && work.dueAt !== undefined && now > work.dueAt;
}

/** When it becomes overdue by itself. @internal */
export function becomesOverdueAt(work: PlannedWork): Millis | undefined {
  return work.pending && work.dueAt !== undefined ? work.dueAt + 1 : undefined;
}
