import { FactResult, FactUnit, FactValue } from '../../facts/Fact';
import { RuleOperator } from '../../scorecards/Scorecard';
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
    /** How many times faster than allowed the budget was spent since the point before; absent or null when not known. */
    burnRate?: number | null;
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

/** One metric by quarter, with the direction that it took. @public */
export interface QuarterlyMetric {
  id: string;
  fact: string;
  title: string;
  unit: FactUnit;
  better: 'higher' | 'lower';
  op: RuleOperator;
  target: FactValue;
  /** One per quarter, in the same order; null with the reason where it is not known. */
  points: {
    value: number | null;
    /** How many cases it rests on. */
    n?: number;
    reason?: string;
    meets: boolean | null;
  }[];
  /** Between the last two quarters that are over; null where nothing can be said. */
  direction: 'better' | 'worse' | 'same' | null;
  why?: string;
}

/** The operational metrics by quarter. @public */
export interface Quarters {
  entityRef: string;
  asOf: string;
  quarters: { name: string; from: string; to: string; complete: boolean }[];
  metrics: QuarterlyMetric[];
}
