import { Scorecard } from '../../scorecards/Scorecard';
import { Gate, Verdict } from '../../scorecards/Result';

/** A scorecard as written, with its identity. @public */
export interface ScorecardVersion {
  scorecard: Scorecard;
  /** Content address of this version. */
  policyDigest: string;
  /** Instant from which it is or was in force. */
  since: string;
  /** Where it was read from; `built-in` for those that ship. */
  origin: string;
  /** Every rule in words, by criterion id. */
  sentences: Record<string, string[]>;
  /** Roles that too few people hold for its sign-offs, and the like. */
  warnings: string[];
}

/** What is wrong with a scorecard file. @public */
export interface ScorecardProblem {
  message: string;
  /** Path of the field. */
  field?: string;
  /** From 1. */
  line?: number;
  column?: number;
}

/** Outcome of a validation. @public */
export interface ScorecardValidation {
  valid: boolean;
  problems: ScorecardProblem[];
  policyDigest?: string;
}

/** One change in the history of a scorecard of an entity. @public */
export interface ScorecardChange {
  at: string;
  cause: string;
  policyDigest: string;
  gate?: { from?: Gate['state']; to: Gate['state'] };
  criteria: {
    criterion: string;
    from?: Verdict;
    to: Verdict;
    reason?: string;
    evidence: string[];
  }[];
}

/** The history of a scorecard of an entity, oldest first. @public */
export interface ScorecardHistory {
  entityRef: string;
  scorecard: string;
  from: string;
  to: string;
  /** What held at `from`. */
  initial: Record<string, Verdict>;
  changes: ScorecardChange[];
  /** Per day, counts of verdicts. */
  daily: { day: string; counts: Partial<Record<Verdict, number>> }[];
}

/** The gate as a pipeline asks for it. @public */
export interface GateAnswer extends Gate {
  entityRef: string;
  scorecard: string;
  asOf: string;
  validUntil?: string;
  /** Why sign-offs can't all be given at present, like a role that nobody holds. */
  warnings: string[];
}
