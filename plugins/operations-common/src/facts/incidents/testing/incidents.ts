import { EvidencePayload } from '../../../evidence/kinds';
import { toMillis } from '../../../time';
import { evidenceOf, subjectOf } from '../../testing/builders';
import { incidentFacts } from '../incidentFacts';

/** The instant at which tests ask. */
export const testNow = toMillis('2026-03-31T00:00:00Z');

/** An outage of SEV-2; times on 2026-03, `10T12:00` for short. */
export function incidentOf(
  startedAt: string,
  rest: Partial<EvidencePayload<'incident'>> & {
    externalId?: string;
    endedAt?: string;
  } = {},
) {
  const { externalId, endedAt, ...payload } = rest;
  const start = at(startedAt);
  const end = endedAt && at(endedAt);
  return evidenceOf(
    'incident',
    start,
    {
      title: `incident of ${startedAt}`,
      severity: 'sev-2',
      status: end ? 'resolved' : 'triggered',
      segments: [{ startedAt: start, endedAt: end }],
      resolvedAt: end,
      impact: 'outage',
      ...payload,
    },
    externalId ? { externalId } : {},
  );
}

/** `10T12:00` in March 2026; a full instant is left as it is. */
export function at(text: string): string {
  return text.length > 12 ? text : `2026-03-${text}:00Z`;
}

/** A schedule of three people with a backup. */
export function onCallOf(rest: Partial<EvidencePayload<'on-call'>> = {}) {
  return evidenceOf('on-call', at('30T00:00'), {
    schedule: 'primary',
    rotationSize: 3,
    hasBackup: true,
    ...rest,
  });
}

/** A statement that incidents are recorded, good for a week. */
export function recordedOf(rest: Partial<EvidencePayload<'attestation'>> = {}) {
  return evidenceOf('attestation', at('30T00:00'), {
    statement: 'incidents-recorded',
    validUntil: '2026-04-06T00:00:00Z',
    ...rest,
  });
}

/** A finished review. */
export function reviewOf(
  incident: string,
  rest: Partial<EvidencePayload<'review'>> = {},
) {
  return evidenceOf('review', at('20T00:00'), {
    incident,
    status: 'completed',
    completedAt: at('20T00:00'),
    ...rest,
  });
}

/** Evidence as tests pass it. */
export type Records = Parameters<typeof subjectOf>[0];

/** Computes an incident fact by its id. */
export function askIncidents(
  id: string,
  evidence: Records,
  query: { now?: number; of?: string; window?: string } = {},
) {
  const fact = incidentFacts.find(one => one.id === id);
  if (!fact) throw new Error(`no fact ${id}`);
  return fact.compute(subjectOf(evidence), { now: testNow, ...query });
}
