import { EvidenceRef } from '../evidence/Evidence';
import { FactResult } from '../facts/Fact';
import { Rule, SignoffSlot, SignoffVerb } from './Scorecard';

/** Outcome of a rule or criterion. @public */
export type Verdict =
  | 'pass'
  | 'fail'
  | 'stale'
  | 'unknown'
  | 'not-applicable'
  | 'waived';

/** All verdicts, best first; for tables and counts. @public */
export const verdicts: readonly Verdict[] = [
  'pass',
  'waived',
  'not-applicable',
  'stale',
  'unknown',
  'fail',
];

/** Why a decision no longer counts. @public */
export type StaleReason =
  | 'evidence-changed'
  | 'evidence-expired'
  | 'evidence-missing'
  | 'policy-changed'
  | 'owner-changed'
  | 'entity-recreated'
  | 'approver-ineligible'
  | 'approval-expired'
  /** A sign-off that had to come first lapsed, or was made again later. */
  | 'order-changed'
  | 'revoked';

/** One rule applied to one entity. @public */
export interface RuleResult {
  rule: Rule;
  /** The rule in words. */
  sentence: string;
  verdict: Exclude<Verdict, 'waived'>;
  /** Why, in words; says what would supply a missing value. */
  reason?: string;
  fact: FactResult;
  /** Per entity, when the rule reads other entities. Entities the caller may not see have no reference. */
  over?: {
    entityRef?: string;
    verdict: Verdict;
    value: FactResult['value'];
    reason?: string;
  }[];
}

/** One decision in a slot, append-only. @public */
export interface SignoffDecision {
  id: string;
  entityRef: string;
  entityUid: string;
  scorecard: string;
  /** Criterion id, or `exit`. */
  criterion: string;
  slot: string;
  role: string;
  decision: 'approve' | 'reject';
  comment: string;
  /** User reference of the person who decided. */
  by: string;
  /** The person on whose behalf, under a delegation. */
  onBehalfOf?: string;
  at: string;
  subjectDigest: string;
  /** The exact subject that was signed, for the later difference. */
  subject: SignoffSubject;
  revoked?: { by: string; at: string; reason: string };
  /** A rejection that its author or the named role has cleared. */
  cleared?: { by: string; at: string; reason: string };
}

/** What a decision is made over; its digest is the subject digest. @public */
export interface SignoffSubject {
  v: 1;
  entityRef: string;
  entityUid: string;
  scorecard: string;
  criterion: string;
  policyDigest: string;
  verdict: Verdict;
  /** Owner at the time; a change of owner makes decisions stale. */
  owner?: string;
  /** Distinct statements, sorted. The exit lists its criteria first: their verdicts stand in place of digests. */
  evidence: {
    kind: string;
    /** The thing spoken of, so that one more record that says the same changes nothing. */
    id: string;
    materialDigest: string;
    validUntil?: string;
  }[];
}

/** One slot with the state of its decision. @public */
export interface SignoffState extends SignoffSlot {
  state: 'open' | 'waiting' | 'approved' | 'rejected' | 'stale';
  decision?: SignoffDecision;
  /** Present when the decision stopped counting. */
  staleReasons?: StaleReason[];
  /** Earlier decisions that no longer count, newest first. */
  previous?: SignoffDecision[];
  /** Slots that must be signed first. */
  waitingFor?: string[];
}

/** An exception for one criterion. @public */
export interface Waiver {
  id: string;
  entityRef: string;
  entityUid: string;
  scorecard: string;
  criterion: string;
  reason: string;
  compensatingControl: string;
  ticket?: string;
  expiresAt: string;
  state: 'pending' | 'approved' | 'denied' | 'revoked' | 'expired';
  requestedBy: string;
  requestedAt: string;
  decidedBy?: string;
  decidedAt?: string;
  /** The underlying verdict and severity band when it was approved; worse sends it back to pending. */
  approvedBand?: string;
}

/** One criterion for one entity. @public */
export interface CriterionResult {
  id: string;
  title: string;
  description?: string;
  step?: string;
  section?: string;
  required: boolean;
  /** Announced but not enforced before this date. */
  enableOn?: string;
  verdict: Verdict;
  /** What it would be without the waiver. */
  underlying?: Verdict;
  reason?: string;
  rules: RuleResult[];
  evidence: EvidenceRef[];
  signoffs: SignoffState[];
  waiver?: Waiver;
  waiverRole: string;
  /** What a decision is made over and its digest; present where the criterion has sign-offs. */
  subject?: SignoffSubject;
  subjectDigest?: string;
  validUntil?: string;
  remediation?: { text: string; link?: string };
}

/** State of the phase exit. @public */
export type GateState =
  | 'blocked'
  | 'awaiting-signoff'
  | 'approved'
  | 'reopened'
  | 'not-applicable';

/** The gate with its reasons. @public */
export interface Gate {
  state: GateState;
  reasons: string[];
  blockers: {
    criterion: string;
    title: string;
    verdict: Verdict;
    reason?: string;
  }[];
  /** Sign-offs that are missing or stale. */
  awaiting: {
    criterion: string;
    slot: string;
    role: string;
    verb: SignoffVerb;
    state: SignoffState['state'];
  }[];
  waived: number;
  /** Waived criteria as a share of the applicable ones, 0..1. */
  waivedShare: number;
  /** Instant since which the gate is approved; while it is reopened, instant of the approval that lapsed. */
  approvedAt?: string;
}

/** One scorecard for one entity. @public */
export interface ScorecardResult {
  entityRef: string;
  entityUid: string;
  scorecard: string;
  title: string;
  phase?: number;
  policyDigest: string;
  asOf: string;
  validUntil?: string;
  applicable: boolean;
  /** Why it does not apply. */
  reason?: string;
  counts: Record<Verdict, number>;
  steps: { id: string; title: string; lead?: string }[];
  criteria: CriterionResult[];
  exit: {
    ttl: string;
    signoffs: SignoffState[];
    subjectDigest: string;
    subject: SignoffSubject;
  };
  gate: Gate;
}
