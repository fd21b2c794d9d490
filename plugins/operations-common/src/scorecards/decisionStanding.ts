import { durationMillis, Millis, toMillis } from '../time';
import { LazySubject } from './lazySubject';
import { SignoffDecision, StaleReason } from './Result';
import { Scorecard } from './Scorecard';
import { evidenceReasons, subjectDifference } from './subjectDifference';

/** What the standing of a decision is judged by. @internal */
export interface DecisionContext {
  /** What a decision would be made over now. */
  signed: LazySubject;
  /** People who sent records under the subject. */
  submitters: readonly (string | undefined)[];
  exit: Scorecard['spec']['exit'];
  holdsRole: (userRef: string, role: string) => boolean | undefined;
  now: Millis;
}

/** The people behind a decision: delegator and delegate count as one. @internal */
export function partyOf(decision: SignoffDecision): string[] {
  const { by, onBehalfOf } = decision;
  return onBehalfOf === undefined ? [by] : [by, onBehalfOf];
}

/** Instant from which an approval no longer counts. @internal */
export function approvalEnds(
  decision: SignoffDecision,
  exit: Scorecard['spec']['exit'],
): Millis {
  return toMillis(decision.at) + durationMillis(exit.ttl);
}

/** Instants at which evidence under a decision ends by itself. @internal */
export function evidenceEnds(decision: SignoffDecision): Millis[] {
  return decision.subject.evidence
    .map(({ validUntil }) => validUntil)
    .filter(validUntil => validUntil !== undefined)
    .map(toMillis);
}

function subjectReasons(
  decision: SignoffDecision,
  { signed, now }: DecisionContext,
): StaleReason[] {
  const signedAt = toMillis(decision.at);
  const ended = evidenceEnds(decision).some(at => signedAt < at && at <= now);
  const same = decision.subjectDigest === signed.subjectDigest;
  if (same) return ended ? ['evidence-expired'] : [];
  const { reasons } = subjectDifference(decision.subject, signed.subject, {
    signedAt,
    now,
  });
  return reasons.length > 0 ? reasons : ['evidence-changed'];
}

function isEligible(
  decision: SignoffDecision,
  { exit, submitters, holdsRole }: DecisionContext,
): boolean {
  const { notEvidenceSubmitter } = exit.separation;
  const party = partyOf(decision);
  if (notEvidenceSubmitter && party.some(who => submitters.includes(who))) {
    return false;
  }
  // Under a delegation the role is that of the person who delegated.
  const holder = decision.onBehalfOf ?? decision.by;
  return holdsRole(holder, decision.role) !== false;
}

/** Why an approval no longer counts; empty when it does. @internal */
export function approvalProblems(
  decision: SignoffDecision,
  context: DecisionContext,
): StaleReason[] {
  if (decision.revoked) return ['revoked'];
  const reasons = subjectReasons(decision, context);
  if (!isEligible(decision, context)) reasons.push('approver-ineligible');
  if (approvalEnds(decision, context.exit) <= context.now) {
    reasons.push('approval-expired');
  }
  return reasons;
}

/**
 * Why a rejection no longer blocks; undefined when it does.
 *
 * @remarks Only the person, a clearing role or other evidence lifts it: not the loss of the role, a new owner, an edited scorecard,
 * an exception or the mere passing of time, by which somebody else could brush a veto aside.
 * @internal
 */
export function rejectionLifted(
  decision: SignoffDecision,
  { signed }: DecisionContext,
): StaleReason[] | undefined {
  if (decision.revoked) return ['revoked'];
  if (decision.cleared) return [];
  if (decision.subjectDigest === signed.subjectDigest) return undefined;
  const { subject } = signed;
  if (decision.subject.entityUid !== subject.entityUid) {
    return ['entity-recreated'];
  }
  const lifting = evidenceReasons(decision.subject, subject);
  return lifting.length > 0 ? lifting : undefined;
}
