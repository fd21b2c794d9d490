import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  ScorecardResult,
  SignoffState,
} from '@backstage-operations/plugin-operations-common';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { DecisionRequest } from './DecisionRequest';
import { Place } from './place';
import { separationProblem } from './separationProblem';

/**
 * Refuses a decision that separation of duties, the order of signatures or an earlier decision stands against.
 *
 * @param party - whoever decides, then on whose behalf
 * @throws NotAllowedError that names the rule, ConflictError where the slot does not wait for this
 * @internal
 */
export function requireAllowed(
  request: Pick<DecisionRequest, 'criterion' | 'slot' | 'decision'>,
  result: ScorecardResult,
  place: Place,
  party: readonly string[],
  { scorecard, editor }: Pick<ActiveScorecard, 'scorecard' | 'editor'>,
): void {
  const { criterion } = request;
  const slot = place.slots.find(({ id }) => id === request.slot);
  if (!slot) throw new NotFoundError(`There is no sign-off ${request.slot}`);
  if (!result.applicable) {
    throw new ConflictError(result.reason ?? 'the scorecard does not apply');
  }
  const problem = separationProblem({
    separation: scorecard.spec.exit.separation,
    party,
    slot: request.slot,
    slots: place.slots,
    evidence: place.evidence,
    waivers: result.criteria.flatMap(({ id, waiver }) =>
      waiver && (criterion === 'exit' || id === criterion) ? [waiver] : [],
    ),
    editor,
  });
  if (problem) throw new NotAllowedError(problem);
  if (request.decision === 'approve') requireOpen(slot, party[0]);
}

/** An approval needs a slot that waits for one. */
function requireOpen(slot: SignoffState, person: string): void {
  const { id, state, decision, waitingFor = [] } = slot;
  if (waitingFor.length > 0) {
    throw new ConflictError(
      `${id} comes after ${waitingFor.join(', ')}, which must be signed first`,
    );
  }
  if (state === 'approved') {
    throw new ConflictError(`${id} was approved by ${decision?.by} already`);
  }
  // A delegate does not lift the rejection of whoever delegated.
  if (state === 'rejected' && decision?.by !== person) {
    throw new NotAllowedError(
      `${id} was rejected by ${decision?.by}, who has to take that back first`,
    );
  }
}
