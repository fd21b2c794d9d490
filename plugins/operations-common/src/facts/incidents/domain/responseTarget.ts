import { addBusinessTime, durationMillis, Millis, toIso } from '../../../time';
import { OperationsSettings } from '../../settings';
import { Incident } from './Incident';
import { rememberPair } from './rememberPair';
import { isAcknowledged, isResolved } from './population';

/** Whether an incident was acknowledged in time. */
export interface ResponseState {
  /** `settled` incidents carry no judgement: nobody had to respond, or the times do not allow one. */
  state: 'kept' | 'missed' | 'pending' | 'settled' | 'no-target';
  dueAt?: Millis;
  reason?: string;
}

/** Until when it has to be acknowledged; undefined when it has no severity. */
export const responseDue = rememberPair(
  (settings: OperationsSettings, incident: Incident): Millis | undefined => {
    if (!incident.severity) return undefined;
    const target = settings.incidents.responseTargets[incident.severity];
    return target.business
      ? addBusinessTime(incident.start, target.within, settings.calendar)
      : incident.start + durationMillis(target.within);
  },
);

/**
 * Judges the response to one incident.
 *
 * @remarks
 * Kept = acknowledged no later than start + target of its severity (Phase 08 document, incident severity levels). Resolved within
 * the target with nobody acknowledging is neither kept nor missed; unacknowledged past the target is missed, resolved or not.
 */
export function responseState(
  incident: Incident,
  now: Millis,
  settings: OperationsSettings,
): ResponseState {
  const dueAt = responseDue(settings, incident);
  if (dueAt === undefined) {
    return { state: 'no-target', reason: 'no severity is stated' };
  }
  if (incident.flawed.acknowledge) {
    return { state: 'settled', dueAt, reason: 'its times allow no judgement' };
  }
  const { acknowledgedAt, resolvedAt, flawed } = incident;
  if (acknowledgedAt !== undefined && isAcknowledged(incident, now)) {
    return { state: acknowledgedAt <= dueAt ? 'kept' : 'missed', dueAt };
  }
  if (
    resolvedAt !== undefined &&
    isResolved(incident, now) &&
    !flawed.resolve
  ) {
    return resolvedAt <= dueAt
      ? {
          state: 'settled',
          dueAt,
          reason: 'resolved before anybody had to acknowledge',
        }
      : { state: 'missed', dueAt, reason: 'resolved, never acknowledged' };
  }
  if (now <= dueAt) return { state: 'pending', dueAt };
  return {
    state: 'missed',
    dueAt,
    reason: `not acknowledged by ${toIso(dueAt)}`,
  };
}
