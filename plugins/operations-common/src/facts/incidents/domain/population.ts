import { Evidence } from '../../../evidence/Evidence';
import { Millis, toMillis } from '../../../time';
import { attestationEnd } from '../../quality/attestationEnd';
import { newest, recordsOf } from '../../select';
import { gatherIncidents } from './gatherIncidents';
import { Incident } from './Incident';
import { incidentRole } from './incidentRole';

/** All that is known of an entity's incidents. */
export interface IncidentPopulation {
  /** Those that figures count, by start. */
  counted: Incident[];
  /** Listed but not counted: maintenance, no impact, cancelled. */
  apart: Incident[];
  /** Alerts and incidents that no figure but the noise counts: merged ones and tests. */
  dropped: Incident[];
  /** The newest record of an incident: where one was ever recorded, others would be. */
  lastRecord?: Evidence;
  /** Statements that incidents are recorded here, each with the instant at which it ends. */
  watches: readonly { record: Evidence; until: Millis }[];
}

/** What a collector or a person attests whose records hold every incident of the entity. @public */
export const incidentsRecorded = 'incidents-recorded';

const populations = new WeakMap<readonly Evidence[], IncidentPopulation>();

function byStart(a: Incident, b: Incident): number {
  return a.start - b.start || (a.evidence.id < b.evidence.id ? -1 : 1);
}

/** An alert proves nothing about incidents: somebody has to declare those. */
function isRecorded({ payload }: Evidence<'incident'>): boolean {
  return !payload.alertOnly || incidentRole(payload).role === 'counted';
}

function gather(evidence: readonly Evidence[]): IncidentPopulation {
  const records = recordsOf(evidence, 'incident');
  const incidents = gatherIncidents(records);
  return {
    counted: incidents.filter(({ role }) => role === 'counted').sort(byStart),
    apart: incidents.filter(({ role }) => role === 'apart').sort(byStart),
    dropped: incidents.filter(({ role }) => role === 'dropped').sort(byStart),
    lastRecord: newest(records.filter(isRecorded)),
    watches: recordsOf(evidence, 'attestation')
      .filter(({ payload }) => payload.statement === incidentsRecorded)
      .map(record => ({ record, until: attestationEnd(record) })),
  };
}

/** Why figures about incidents have no value where nothing records them, and what would supply them. */
export const notRecorded = `nothing shows that incidents are recorded for this entity, so that there was none is not known; connect PagerDuty or Statuspage, send incident records, or attest "${incidentsRecorded}"`;

/**
 * Sorts the incidents of an entity by the part they take.
 *
 * @remarks Remembered per evidence list, which is immutable.
 */
export function incidentPopulation(
  evidence: readonly Evidence[],
): IncidentPopulation {
  const known = populations.get(evidence);
  if (known) return known;
  const population = gather(evidence);
  populations.set(evidence, population);
  return population;
}

/** What shows at an instant that incidents are recorded for an entity, so that their absence means something. */
export interface IncidentRecording {
  /** Instant of the newest proof. */
  at: Millis;
  records: Evidence[];
  /** Until when, where nothing but a statement shows it. */
  until?: Millis;
}

/**
 * Whether incidents would be known.
 *
 * @remarks
 * Shown by any incident that was ever recorded, or by a statement that still stands: a collector's that asked for incidents and found
 * none, or a person's. A rotation of people on call shows nothing: they may be called by what leaves no record here.
 */
export function incidentRecording(
  { lastRecord, watches }: IncidentPopulation,
  now: Millis,
): IncidentRecording | undefined {
  const standing = watches.filter(
    ({ record, until }) => toMillis(record.observedAt) <= now && now < until,
  );
  const records = [
    ...(lastRecord ? [lastRecord] : []),
    ...standing.map(({ record }) => record),
  ];
  if (records.length === 0) return undefined;
  return {
    at: Math.max(...records.map(({ observedAt }) => toMillis(observedAt))),
    records,
    ...(lastRecord
      ? {}
      : { until: Math.max(...standing.map(({ until }) => until)) }),
  };
}

/** Whether it is resolved at that instant. */
export function isResolved(incident: Incident, now: Millis): boolean {
  const { resolvedAt, over } = incident;
  return resolvedAt === undefined ? over : resolvedAt <= now;
}

/** Whether it has begun and is not resolved at that instant. */
export function isOpen(incident: Incident, now: Millis): boolean {
  return incident.start <= now && !isResolved(incident, now);
}

/** Whether somebody has acknowledged it by that instant. */
export function isAcknowledged(incident: Incident, now: Millis): boolean {
  return (
    incident.acknowledgedAt !== undefined && incident.acknowledgedAt <= now
  );
}

function instantsOf(incident: Incident): Millis[] {
  const { start, acknowledgedAt, resolvedAt, segments } = incident;
  return [
    start,
    acknowledgedAt,
    resolvedAt,
    ...segments.flatMap(segment => [segment.start, segment.end]),
  ].filter((at): at is Millis => at !== undefined);
}

/** The instants after `now` at which what is true of the incidents changes by itself; most lie wholly in the past and are passed over. */
export function comingInstants(
  incidents: readonly Incident[],
  now: Millis,
): Millis[] {
  return incidents
    .filter(({ lastInstant }) => lastInstant > now)
    .flatMap(instantsOf);
}
