import { Millis, toIso } from '../time';
import { enforcedFrom } from './evaluateCriterion';
import { CriterionResult, Gate, SignoffState } from './Result';
import { roleTitle } from './roles';

type Previous = Pick<Gate, 'state' | 'approvedAt'>;

/** What the gate is decided from. @internal */
export interface GateInput {
  applicable: boolean;
  /** Why the scorecard does not apply. */
  reason?: string;
  criteria: readonly CriterionResult[];
  exit: readonly SignoffState[];
  previous?: Previous;
  now: Millis;
}

/** Whether a criterion can block at present: required, and no longer only announced. */
function isEnforced(criterion: CriterionResult, now: Millis): boolean {
  const { required, enableOn } = criterion;
  return required && (enableOn === undefined || enforcedFrom(enableOn) <= now);
}

/** A criterion that only lacks signatures waits for them; it does not block. */
function isOpenSignature(criterion: CriterionResult): boolean {
  return criterion.rules.length === 0 && criterion.verdict === 'unknown';
}

function blockersOf(criterion: CriterionResult): Gate['blockers'] {
  const { id, title, verdict, reason, signoffs } = criterion;
  if (verdict === 'not-applicable') return [];
  const rejected = signoffs.find(one => one.state === 'rejected');
  if (rejected) {
    const text = `rejected by ${rejected.decision?.by} as ${roleTitle(
      rejected.role,
    )}`;
    return [{ criterion: id, title, verdict, reason: text }];
  }
  const stops =
    verdict === 'fail' || verdict === 'unknown' || verdict === 'stale';
  if (!stops || isOpenSignature(criterion)) return [];
  return [{ criterion: id, title, verdict, ...(reason ? { reason } : {}) }];
}

function exitBlockers(exit: readonly SignoffState[]): Gate['blockers'] {
  return exit
    .filter(one => one.state === 'rejected')
    .map(one => ({
      criterion: 'exit',
      title: 'Phase exit',
      verdict: 'fail' as const,
      reason: `rejected by ${one.decision?.by} as ${roleTitle(one.role)}`,
    }));
}

function awaitingOf(
  criterion: string,
  signoffs: readonly SignoffState[],
): Gate['awaiting'] {
  return signoffs
    .filter(one => one.state !== 'approved')
    .map(({ id, role, verb, state }) => ({
      criterion,
      slot: id,
      role,
      verb,
      state,
    }));
}

function awaitingWords(
  one: Gate['awaiting'][number],
  criteria: readonly CriterionResult[],
): string {
  const { title = 'Phase exit' } =
    criteria.find(({ id }) => id === one.criterion) ?? {};
  const role = roleTitle(one.role);
  return one.state === 'stale'
    ? `${title}: the sign-off of the role ${role} no longer holds`
    : `${title}: waits for the role ${role}`;
}

/** How many reasons are put in words; all of them are in the blockers and the awaiting. */
const listed = 10;

function reasonsOf(
  blockers: Gate['blockers'],
  awaiting: Gate['awaiting'],
  criteria: readonly CriterionResult[],
): string[] {
  const blocked = blockers.map(({ title, verdict, reason }) =>
    reason ? `${title}: ${verdict}, ${reason}` : `${title}: ${verdict}`,
  );
  const all = [
    ...blocked,
    ...awaiting.map(one => awaitingWords(one, criteria)),
  ];
  const rest = all.length - listed;
  return rest > 0 ? [...all.slice(0, listed), `and ${rest} more`] : all;
}

function waivedOf(criteria: readonly CriterionResult[]) {
  const applicable = criteria.filter(
    criterion => criterion.verdict !== 'not-applicable',
  );
  const waived = applicable.filter(one => one.verdict === 'waived').length;
  return {
    waived,
    waivedShare: applicable.length === 0 ? 0 : waived / applicable.length,
  };
}

function stateOf(
  blockers: Gate['blockers'],
  awaiting: Gate['awaiting'],
  previous: Previous | undefined,
): Gate['state'] {
  if (blockers.length === 0 && awaiting.length === 0) return 'approved';
  const wasApproved =
    previous?.state === 'approved' || previous?.state === 'reopened';
  if (wasApproved) return 'reopened';
  return blockers.length > 0 ? 'blocked' : 'awaiting-signoff';
}

/** An approval that stands keeps its instant; one that was made again begins anew. */
function approvedSince(
  state: Gate['state'],
  previous: Previous | undefined,
  now: Millis,
): string | undefined {
  if (state === 'reopened') return previous?.approvedAt;
  if (state !== 'approved') return undefined;
  const stands = previous?.state === 'approved';
  return (stands ? previous.approvedAt : undefined) ?? toIso(now);
}

/**
 * State of the phase exit.
 *
 * @remarks
 * Blocked by what is fail, unknown, stale or rejected; then waiting for signatures; approved when nothing is left. A gate that was
 * approved and no longer is shows as reopened until it is approved again.
 * @internal
 */
export function evaluateGate(input: GateInput): Gate {
  const { applicable, criteria, exit, previous, now } = input;
  const waived = waivedOf(criteria);
  if (!applicable) {
    const reasons = input.reason ? [input.reason] : [];
    const state = 'not-applicable';
    return { state, reasons, blockers: [], awaiting: [], ...waived };
  }
  const enforced = criteria.filter(one => isEnforced(one, now));
  const blockers = [...enforced.flatMap(blockersOf), ...exitBlockers(exit)];
  const awaiting = [
    ...enforced
      .filter(one => one.verdict !== 'not-applicable')
      .flatMap(one => awaitingOf(one.id, one.signoffs)),
    ...awaitingOf('exit', exit),
  ];
  const state = stateOf(blockers, awaiting, previous);
  const approvedAt = approvedSince(state, previous, now);
  return {
    state,
    reasons: reasonsOf(blockers, awaiting, criteria),
    blockers,
    awaiting,
    ...waived,
    ...(approvedAt === undefined ? {} : { approvedAt }),
  };
}
