import {
  CriterionResult,
  Gate,
  SignoffDecision,
  SignoffSubject,
  StaleReason,
  Waiver,
} from '../../scorecards/Result';
import { SignoffVerb } from '../../scorecards/Scorecard';
import { Page } from './Page';

/** Proof that an event is in the log. @public */
export interface LogReceipt {
  index: number;
  /** Hex. */
  leaf: string;
  /** C2SP signed note. */
  checkpoint: string;
  /** Hex, leaf to root. */
  inclusionProof: string[];
}

/** A decision that stands, with its receipt; null while the log has not numbered it yet. @public */
export interface DecisionAnswer {
  decision: SignoffDecision;
  gate: Gate;
  receipt: LogReceipt | null;
}

/** A waiver after a change, with its receipt. @public */
export interface WaiverAnswer {
  waiver: Waiver;
  receipt: LogReceipt | null;
}

/** What changed between what was signed and what holds. @public */
export interface SubjectDifference {
  reasons: StaleReason[];
  /** One line per change, in words. */
  changes: string[];
  before: SignoffSubject;
  after: SignoffSubject;
}

/** Something that waits for the person who asks. @public */
export interface ReviewItem {
  type: 'signoff' | 'stale-signoff' | 'waiver';
  /** Stable while the item waits. */
  id: string;
  entityRef: string;
  entityTitle?: string;
  owner?: string;
  scorecard: string;
  scorecardTitle: string;
  criterion: string;
  criterionTitle: string;
  slot?: string;
  role: string;
  verb?: SignoffVerb;
  verdict: CriterionResult['verdict'];
  subjectDigest?: string;
  /** Since when it waits. */
  since: string;
  /** On whose behalf the person would decide. */
  onBehalfOf?: string;
  /** Why the person may not decide on it, when that is so. */
  forbidden?: string;
  /** Since the person last signed. */
  difference?: SubjectDifference;
  waiver?: Waiver;
}

/** The inbox. @public */
export type ReviewPage = Page<ReviewItem> & {
  counts: Record<ReviewItem['type'], number>;
};

/** Whether the person who asks may decide in one role slot. @public */
export interface SlotRight {
  /** Criterion id, or `exit`. */
  criterion: string;
  slot: string;
  /** Whether the person holds the slot's role for this entity, in person or lent. */
  held: boolean;
  /** On whose behalf the person would decide. */
  onBehalfOf?: string;
  /** Why the person may not decide, in words, when that is so. */
  forbidden?: string;
}

/** What the person who asks may decide on a scorecard of an entity, as far as our copy of the catalog knows. @public */
export interface DecisionRights {
  entityRef: string;
  scorecard: string;
  person: string;
  /** Every role slot, of the criteria and of the exit. */
  slots: SlotRight[];
  /** Roles that decide on exceptions here and that the person holds. */
  waiverRoles: string[];
  /** Whether the person may take back what others decided. */
  clearsOthers: boolean;
}

/** What became of each item of a batch. @public */
export interface BatchDecisionAnswer {
  results: {
    index: number;
    decision?: SignoffDecision;
    receipt?: LogReceipt | null;
    /** Present when it was refused. */
    error?: { name: string; message: string; difference?: SubjectDifference };
  }[];
}

/** One person's roles, lent to another for a time. @public */
export interface Delegation {
  id: string;
  from: string;
  to: string;
  /** All roles when empty. */
  roles: string[];
  startsAt: string;
  endsAt: string;
  reason: string;
  state: 'planned' | 'active' | 'ended' | 'revoked';
  createdAt: string;
}
