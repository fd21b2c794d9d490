import { Evidence } from '../../../evidence/Evidence';
import { Millis } from '../../../time';

/** One stretch of trouble; without `end` it goes on. @public */
export interface Segment {
  start: Millis;
  end?: Millis;
}

/** Severity as the Phase 08 document numbers it. */
export type IncidentSeverity = 'sev-1' | 'sev-2' | 'sev-3' | 'sev-4';

/** How an incident takes part in the figures. */
export type IncidentRole = 'counted' | 'apart' | 'dropped';

/** One incident record with its times read; nothing here depends on the clock. */
export interface Incident {
  evidence: Evidence<'incident'>;
  /** Every record behind it: one, or its events as well. */
  records: readonly Evidence<'incident'>[];
  title: string;
  severity?: IncidentSeverity;
  status: string;
  /** `unstated` counts like an outage: what is not said is not taken for harmless. */
  impact: 'outage' | 'degraded' | 'none' | 'maintenance' | 'unstated';
  role: IncidentRole;
  /** Stretches that count as downtime, by start; those that end before they start are left out. */
  segments: Segment[];
  start: Millis;
  acknowledgedAt?: Millis;
  /** The last resolve; absent while unresolved or when it was not said when. */
  resolvedAt?: Millis;
  /** The latest of all its instants. */
  lastInstant: Millis;
  /** Its status says that it is over. */
  over: boolean;
  /** Times that contradict each other or are missing: it is listed, but out of the means. */
  flawed: { acknowledge: boolean; resolve: boolean };
  cause?: string;
  noise?: 'none' | 'duplicate' | 'flapping';
  /** What was decided about it, in words. */
  notes: string[];
}
