import { FactResult } from '../../facts/Fact';
import { FindingStatus, IncidentStatus } from '../sections';
import { Page } from './Page';

/** All facts of one entity at one instant. @public */
export interface EntityFacts {
  entityRef: string;
  asOf: string;
  facts: FactResult[];
}

/** Incidents of a period. @public */
export type IncidentPage = Page<IncidentStatus>;

/** Findings of an entity. @public */
export type FindingPage = Page<FindingStatus>;

/** State of an objective over time, oldest first. @public */
export interface SloSeries {
  name: string;
  target: number;
  window: string;
  /** `prometheus`, … when measured for this answer; `evidence` when it is the last stored state of each day. */
  source: string;
  /** Why it was not measured for this answer, where it could have been. */
  reason?: string;
  points: {
    at: string;
    sli: number | null;
    errorBudgetRemaining: number | null;
    state: string;
  }[];
}

/** A metric over time, oldest first; null where nothing was known. @public */
export interface MetricSeries {
  id: string;
  fact: string;
  unit: string;
  step: string;
  points: { at: string; value: number | null }[];
}
