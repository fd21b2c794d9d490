import { GateState, Verdict } from '../../scorecards/Result';
import { Page } from './Page';

/** One entity on the fleet page. @public */
export interface FleetRow {
  entityRef: string;
  title: string;
  kind: string;
  type?: string;
  owner?: string;
  system?: string;
  domain?: string;
  lifecycle?: string;
  tier?: string;
  scorecard: string;
  gate: GateState;
  counts: Record<Verdict, number>;
  /** Verdict by criterion id. */
  criteria: Record<string, Verdict>;
  oldestProofAt?: string;
  evaluatedAt: string;
  validUntil?: string;
}

/** A page of the fleet. @public */
export type FleetPage = Page<FleetRow>;

/** What the fleet is grouped by. @public */
export type FleetGrouping =
  | 'owner'
  | 'system'
  | 'domain'
  | 'kind'
  | 'lifecycle';

/** One group of the fleet; counts only, never an average. @public */
export interface FleetGroup {
  /** Null: entities without one. */
  key: string | null;
  entities: number;
  gates: Record<GateState, number>;
  /** Criteria by verdict, over all entities of the group. */
  verdicts: Record<Verdict, number>;
}

/** The fleet by group. @public */
export interface FleetSummary {
  scorecard: string;
  groupBy: FleetGrouping;
  asOf: string;
  total: FleetGroup;
  groups: FleetGroup[];
  /** Entities by verdict, per criterion id of the version in force; those that still wait for it are left out. */
  criteria: Record<string, Record<Verdict, number>>;
}

/** Daily counts over a period, oldest first. @public */
export interface FleetTrend {
  scorecard: string;
  from: string;
  to: string;
  groups: {
    key: string | null;
    points: { day: string; gates: Partial<Record<GateState, number>> }[];
  }[];
}

/** Something with a date. @public */
export interface CalendarEntry {
  id: string;
  type:
    | 'maintenance-window'
    | 'maintenance-due'
    | 'audit-due'
    | 'drill-due'
    | 'proof-expires'
    | 'waiver-expires'
    | 'action-due'
    | 'signoff-expires';
  title: string;
  entityRef: string;
  owner?: string;
  starts: string;
  ends?: string;
  url?: string;
  /** In words, like an approval that is missing. */
  detail?: string;
  /** How it repeats; a list has every occurrence as an entry of its own. */
  recurrence?: { rule: string; timeZone: string; except?: string[] };
}

/** The calendar of a period, in order. @public */
export interface Calendar {
  from: string;
  to: string;
  entries: CalendarEntry[];
}

/** An address that a calendar application reads; the secret in it is not kept. @public */
export interface CalendarSubscription {
  id: string;
  name: string;
  /** What it is narrowed to; everything the person may see when absent. */
  owner?: string[];
  type?: string[];
  createdAt: string;
  expiresAt: string;
  /** When it was last read, to the hour. */
  lastReadAt?: string;
  /** Until when it answers unless the person opens the calendar again. */
  restsAt: string;
  state: 'active' | 'resting' | 'expired';
}

/** A new subscription with its address, the only time that it is shown. @public */
export interface NewCalendarSubscription extends CalendarSubscription {
  /** Below the plugin's base address; carries the secret. */
  path: string;
}
