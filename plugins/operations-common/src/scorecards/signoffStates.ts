import { Millis, toMillis } from '../time';
import {
  approvalEnds,
  approvalProblems,
  DecisionContext,
  evidenceEnds,
  partyOf,
  rejectionLifted,
} from './decisionStanding';
import { SignoffDecision, SignoffState, StaleReason, Verdict } from './Result';
import { roleTitle } from './roles';
import { SignoffSlot } from './Scorecard';
import { inSigningOrder, predecessorsOf } from './slotOrder';

/** The slots of a criterion or of the exit, with the decisions made in them. @internal */
export interface SignoffInput extends DecisionContext {
  slots: readonly SignoffSlot[];
  decisions: readonly SignoffDecision[];
}

/** State of each slot, in the order of the scorecard. @internal */
export interface EvaluatedSignoffs {
  states: SignoffState[];
  /** What the signatures alone say; the verdict of a criterion without rules. */
  verdict: Extract<Verdict, 'pass' | 'fail' | 'unknown'>;
  reason?: string;
  validUntil?: Millis;
}

const open = (slot: SignoffSlot): SignoffState => ({ ...slot, state: 'open' });

/** Newest first; of two in the same millisecond the later id. */
function inSlot(input: SignoffInput, slot: SignoffSlot): SignoffDecision[] {
  return input.decisions
    .filter(decision => decision.slot === slot.id)
    .sort((a, b) => toMillis(b.at) - toMillis(a.at) || (a.id < b.id ? 1 : -1));
}

/**
 * The newest rejection that blocks a slot.
 *
 * @remarks Each person's last word counts, so that nobody lifts the rejection of another by one of their own.
 * @param made - decisions in the slot, newest first
 */
function vetoIn(
  made: readonly SignoffDecision[],
  context: DecisionContext,
): SignoffDecision | undefined {
  const heard = new Set<string>();
  for (const one of made) {
    const last = !heard.has(one.by);
    heard.add(one.by);
    if (last && one.decision === 'reject' && !rejectionLifted(one, context)) {
      return one;
    }
  }
  return undefined;
}

/** Fills the slots one after the other, so that each sees those it comes after. */
class SlotWalk {
  private readonly approvals = new Map<string, SignoffDecision>();
  private readonly states = new Map<string, SignoffState>();

  constructor(private readonly input: SignoffInput) {}

  run(): SignoffState[] {
    const { slots } = this.input;
    const holders = this.firstSlotOfEachPerson();
    for (const slot of inSigningOrder(slots) ?? slots) {
      this.states.set(slot.id, this.stateOf(slot, holders));
    }
    return slots.map(slot => this.states.get(slot.id) ?? open(slot));
  }

  private stateOf(
    slot: SignoffSlot,
    holders: ReadonlyMap<string, string>,
  ): SignoffState {
    const made = inSlot(this.input, slot);
    const veto = vetoIn(made, this.input);
    const decision = veto ?? made[0];
    const previous = made.filter(one => one !== decision);
    const waitingFor = predecessorsOf(slot, this.input.slots).filter(
      id => !this.approvals.has(id),
    );
    const rest = {
      ...slot,
      ...(previous.length > 0 ? { previous } : {}),
      ...(waitingFor.length > 0 ? { waitingFor } : {}),
    };
    if (!decision) {
      return { ...rest, state: waitingFor.length > 0 ? 'waiting' : 'open' };
    }
    if (veto) return { ...rest, state: 'rejected', decision };
    if (decision.decision === 'reject') {
      return {
        ...rest,
        state: waitingFor.length > 0 ? 'waiting' : 'open',
        previous: [decision, ...previous],
      };
    }
    const staleReasons = this.problemsOf(slot, decision, holders);
    if (staleReasons.length > 0) {
      return { ...rest, state: 'stale', decision, staleReasons };
    }
    this.approvals.set(slot.id, decision);
    return { ...rest, state: 'approved', decision };
  }

  private problemsOf(
    slot: SignoffSlot,
    decision: SignoffDecision,
    holders: ReadonlyMap<string, string>,
  ): StaleReason[] {
    const reasons = approvalProblems(decision, this.input);
    const { onePersonOneSlot } = this.input.exit.separation;
    const signedElsewhere = partyOf(decision).some(
      who => (holders.get(who) ?? slot.id) !== slot.id,
    );
    if (onePersonOneSlot && signedElsewhere) {
      if (!reasons.includes('approver-ineligible')) {
        reasons.push('approver-ineligible');
      }
    }
    const inOrder = predecessorsOf(slot, this.input.slots).every(id => {
      const earlier = this.approvals.get(id);
      return earlier && toMillis(earlier.at) <= toMillis(decision.at);
    });
    if (!inOrder) reasons.push('order-changed');
    return reasons;
  }

  /** Whoever has approved in several slots counts in the one that was signed first. */
  private firstSlotOfEachPerson(): Map<string, string> {
    const approvals = this.input.slots
      .map(slot => inSlot(this.input, slot)[0])
      .filter(
        decision =>
          decision?.decision === 'approve' &&
          approvalProblems(decision, this.input).length === 0,
      )
      .sort(
        (a, b) => toMillis(a.at) - toMillis(b.at) || (a.id < b.id ? -1 : 1),
      );
    const holders = new Map<string, string>();
    for (const decision of approvals) {
      const party = partyOf(decision);
      if (party.some(who => holders.has(who))) continue;
      for (const who of party) holders.set(who, decision.slot);
    }
    return holders;
  }
}

function verdictOf(
  states: readonly SignoffState[],
): Pick<EvaluatedSignoffs, 'verdict' | 'reason'> {
  const rejected = states.find(one => one.state === 'rejected');
  if (rejected)
    return {
      verdict: 'fail',
      reason: `${roleTitle(rejected.role)} rejected it`,
    };
  const missing = states.filter(one => one.state !== 'approved');
  if (missing.length === 0 && states.length > 0) return { verdict: 'pass' };
  const roles = missing.map(one => roleTitle(one.role)).join(', ');
  return { verdict: 'unknown', reason: `waits for the sign-off of ${roles}` };
}

/** Instants at which the standing of the decision in a slot changes by itself, or the reasons it is stale for. */
function endsOf(
  { state }: SignoffState,
  decision: SignoffDecision,
  { exit }: SignoffInput,
): Millis[] {
  if (decision.revoked) return [];
  const evidence = evidenceEnds(decision);
  return state === 'rejected'
    ? evidence
    : [approvalEnds(decision, exit), ...evidence];
}

/**
 * The state of every sign-off slot: what counts, what stopped counting and why, what waits for whom.
 *
 * @internal
 */
export function evaluateSignoffs(input: SignoffInput): EvaluatedSignoffs {
  const states = new SlotWalk(input).run();
  const ends = states
    .flatMap(one => (one.decision ? endsOf(one, one.decision, input) : []))
    .filter(at => at > input.now);
  return {
    states,
    ...verdictOf(states),
    ...(ends.length > 0 ? { validUntil: Math.min(...ends) } : {}),
  };
}
