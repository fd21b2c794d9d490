import { IncidentStatus } from '../../api/sections';
import { Millis, toIso } from '../../time';
import { OperationsSettings } from '../settings';
import { Incident } from './domain/Incident';
import { isAcknowledged, isResolved } from './domain/population';
import { ResponseState, responseState } from './domain/responseTarget';
import { isReviewOverdue, ReviewDue } from './domain/reviews';

const judgement: Partial<Record<ResponseState['state'], boolean>> = {
  kept: true,
  missed: false,
};

function responseOf(
  incident: Incident,
  now: Millis,
  settings: OperationsSettings,
) {
  const { state, dueAt, reason } = responseState(incident, now, settings);
  return {
    ...(dueAt === undefined
      ? {}
      : { responseTargetSeconds: (dueAt - incident.start) / 1000 }),
    responseKept: judgement[state] ?? null,
    reason,
  };
}

function reviewOf(review: ReviewDue | undefined, now: Millis) {
  if (!review || (!review.dueAt && !review.completedAt)) return {};
  const { incident, dueAt, completedAt } = review;
  // Without a severity it is not known whether a review is due, so none is announced.
  const due = incident.severity ? dueAt : undefined;
  if (due === undefined && completedAt === undefined) return {};
  return {
    review: {
      ...(completedAt === undefined ? {} : { completedAt: toIso(completedAt) }),
      ...(due === undefined ? {} : { dueAt: toIso(due) }),
      overdue: due !== undefined && isReviewOverdue(review, now),
    },
  };
}

/** One incident as the tab lists it: what counts, what does not, and why. */
export function incidentStatus(
  incident: Incident,
  now: Millis,
  settings: OperationsSettings,
  review: ReviewDue | undefined,
): IncidentStatus {
  const { evidence, start, acknowledgedAt, resolvedAt, flawed } = incident;
  const { externalId, payload } = evidence;
  const counted = incident.role === 'counted';
  const acknowledged = isAcknowledged(incident, now);
  const resolved = isResolved(incident, now);
  const response = responseOf(incident, now, settings);
  return {
    id: evidence.id,
    ...(externalId ? { externalId } : {}),
    title: incident.title,
    ...(incident.severity ? { severity: incident.severity } : {}),
    status: incident.status,
    impact: incident.impact,
    segments: (payload.segments ?? []).map(({ startedAt, endedAt }) => ({
      startedAt,
      ...(endedAt ? { endedAt } : {}),
    })),
    startedAt: toIso(start),
    ...(payload.acknowledgedAt
      ? { acknowledgedAt: payload.acknowledgedAt }
      : {}),
    ...(payload.resolvedAt ? { resolvedAt: payload.resolvedAt } : {}),
    ackSeconds:
      acknowledged && acknowledgedAt !== undefined && !flawed.acknowledge
        ? (acknowledgedAt - start) / 1000
        : null,
    resolveSeconds:
      resolved && resolvedAt !== undefined && !flawed.resolve
        ? (resolvedAt - start) / 1000
        : null,
    ...(counted && response.responseTargetSeconds !== undefined
      ? { responseTargetSeconds: response.responseTargetSeconds }
      : {}),
    responseKept: counted ? response.responseKept : null,
    counted,
    notes: [
      ...incident.notes,
      ...(counted && response.reason ? [response.reason] : []),
    ],
    ...(payload.url ? { url: payload.url } : {}),
    ...(counted ? reviewOf(review, now) : {}),
  };
}
