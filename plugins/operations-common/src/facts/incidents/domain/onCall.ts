import { Evidence } from '../../../evidence/Evidence';
import { Millis, toMillis } from '../../../time';

/** Whether a schedule covers the service. */
export interface OnCallState {
  record: Evidence<'on-call'>;
  ok: boolean;
  /** What is wrong with it, in words. */
  reason?: string;
  /** A gap that has not begun yet. */
  nextGap?: Millis;
}

/**
 * Judges one on-call schedule: at least two people take turns, and somebody backs up whoever is on call.
 *
 * @remarks The rule and its reasons are the Phase 08 document's on-call practices to avoid.
 */
export function onCallState(
  record: Evidence<'on-call'>,
  now: Millis,
): OnCallState {
  const { rotationSize, hasBackup, nextGap } = record.payload;
  const gap = nextGap ? toMillis(nextGap) : undefined;
  const people = rotationSize === 0 ? 'nobody is' : 'a single person is';
  const wrong = [
    rotationSize < 2 && `${people} on call: who covers when they are ill?`,
    !hasBackup && 'no backup: who is called when the primary is out of reach?',
    gap !== undefined && gap <= now && `nobody covers since ${nextGap}`,
  ].filter((reason): reason is string => reason !== false);
  return {
    record,
    ok: wrong.length === 0,
    ...(wrong.length > 0 ? { reason: wrong.join('; ') } : {}),
    ...(gap !== undefined && gap > now ? { nextGap: gap } : {}),
  };
}
