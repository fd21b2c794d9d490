import {
  ScorecardResult,
  SlotRight,
} from '@backstage-operations/plugin-operations-common';
import { ActiveScorecard } from '../scorecards/ScorecardStore';
import { Place } from '../signoffs/place';
import { separationProblem } from '../signoffs/separationProblem';
import { Reviewer } from './Reviewer';

/**
 * Whether a person may decide in a slot, by role and by separation of duties.
 *
 * @remarks For showing only; when somebody decides, everything is asked again.
 * @internal
 */
export function slotRight(
  reviewer: Reviewer,
  at: {
    criterion: string;
    slot: string;
    role: string;
    owner: string | undefined;
  },
  result: ScorecardResult,
  place: Place | undefined,
  { scorecard, editor }: Pick<ActiveScorecard, 'scorecard' | 'editor'>,
): SlotRight {
  const { criterion, slot, role, owner } = at;
  const { person } = reviewer;
  const holder = reviewer.holder(role, owner);
  if (holder === undefined) {
    const forbidden = `${person} does not hold the role ${role}`;
    return { criterion, slot, held: false, forbidden };
  }
  const lent = holder === person ? {} : { onBehalfOf: holder };
  const forbidden =
    place &&
    separationProblem({
      separation: scorecard.spec.exit.separation,
      party: holder === person ? [person] : [person, holder],
      slot,
      slots: place.slots,
      evidence: place.evidence,
      waivers: result.criteria.flatMap(({ id, waiver }) =>
        waiver && (criterion === 'exit' || id === criterion) ? [waiver] : [],
      ),
      editor,
    });
  return {
    criterion,
    slot,
    held: true,
    ...lent,
    ...(forbidden ? { forbidden } : {}),
  };
}
