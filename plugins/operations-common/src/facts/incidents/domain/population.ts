import { Evidence } from '../../../evidence/Evidence';
import { EvidenceKind } from '../../../evidence/kinds';
import { Millis, toMillis } from '../../../time';
import { recordsOf } from '../../select';
import { gatherIncidents } from './gatherIncidents';
import { Incident } from './Incident';
import { incidentRole } from './incidentRole';

/** Tools whose job is to record incidents: anything from them shows that incidents would be known. */
const incidentSources = new Set([
  'pagerduty',
  'opsgenie',
  'incident-io',
  'rootly',
  'firehydrant',
  'statuspage',
  'grafana-oncall',
]);

const incidentKinds = new Set<EvidenceKind>(['incident', 'on-call', 'review']);

/** All that is known of an entity's incidents. */
export interface IncidentPopulation {
  /** Those that figures count, by start. */
  counted: Incident[];
  /** Listed but not counted: maintenance, no impact, cancelled. */
  apart: Incident[];
  /** Alerts and incidents that no figure but the noise counts: merged ones and tests. */
  dropped: Incident[];
  /** What shows that incidents are recorded here at all: the on-call schedules, else the newest record of an incident tool. */
  recorders: Evidence[];
  /** Instant of the newest of them. */
  recordedAt?: Millis;
}

const populations = new WeakMap<readonly Evidence[], IncidentPopulation>();

function isIncident(record: Evidence): record is Evidence<'incident'> {
  return record.kind === 'incident';
}

function later(a: Evidence | undefined, b: Evidence): Evidence {
  if (!a) return b;
  const order = toMillis(b.observedAt) - toMillis(a.observedAt);
  return order > 0 || (order === 0 && b.id > a.id) ? b : a;
}

function byStart(a: Incident, b: Incident): number {
  return a.start - b.start || (a.evidence.id < b.evidence.id ? -1 : 1);
}

/** An alert proves nothing about incidents: somebody has to declare those. */
function isRecorder(record: Evidence): boolean {
  if (isIncident(record)) {
    const { alertOnly } = record.payload;
    return !alertOnly || incidentRole(record.payload).role === 'counted';
  }
  return incidentKinds.has(record.kind) || incidentSources.has(record.source);
}

function gather(evidence: readonly Evidence[]): IncidentPopulation {
  const incidents = gatherIncidents(recordsOf(evidence, 'incident'));
  const recorders = evidence.filter(isRecorder);
  const schedules = recorders.filter(({ kind }) => kind === 'on-call');
  const last = recorders.reduce<Evidence | undefined>(later, undefined);
  return {
    counted: incidents.filter(({ role }) => role === 'counted').sort(byStart),
    apart: incidents.filter(({ role }) => role === 'apart').sort(byStart),
    dropped: incidents.filter(({ role }) => role === 'dropped').sort(byStart),
    recorders: schedules.length > 0 || !last ? schedules : [last],
    recordedAt: last && toMillis(last.observedAt),
  };
}

/** Why figures about incidents have no value where nothing records them. */
export const notRecorded =
  'nothing shows that incidents are recorded for this entity; connect an incident tool, or send an incident or on-call record';

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
