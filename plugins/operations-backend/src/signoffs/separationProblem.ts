import {
  EvidenceRef,
  Separation,
  SignoffState,
  Waiver,
} from '@backstage-operations/plugin-operations-common';
import { RulesEditor } from '../scorecards/RulesEditor';

/** What separation of duties is judged by. @internal */
export interface SeparationCase {
  separation: Separation;
  /** Whoever decides, and on whose behalf: they count as one. */
  party: readonly string[];
  /** Slot that is decided in. */
  slot: string;
  /** All slots of the place, with what stands in them. */
  slots: readonly SignoffState[];
  /** Records that the decision rests on. */
  evidence: readonly EvidenceRef[];
  /** Exceptions under the decision. */
  waivers: readonly Waiver[];
  /** Who changed the rules last. */
  editor: RulesEditor;
}

/**
 * The rule of separation that forbids a decision, in words; undefined when none does.
 *
 * @remarks A manual record whose sender is concealed forbids it to everybody, as do rules whose editor is: it could be whoever decides.
 * @internal
 */
export function separationProblem(of: SeparationCase): string | undefined {
  const { separation, party, evidence, waivers, slots, slot } = of;
  const isParty = (person: string | undefined) =>
    person !== undefined && party.includes(person);

  if (separation.notEvidenceSubmitter) {
    const own = evidence.find(({ submittedBy }) => isParty(submittedBy));
    if (own) {
      return `notEvidenceSubmitter: ${own.submittedBy} sent ${own.kind} ${own.id}, on which this rests`;
    }
    const unknown = evidence.find(
      ({ source, submittedBy }) => source === 'manual' && !submittedBy,
    );
    if (unknown) {
      return `notEvidenceSubmitter: it is not known who sent ${unknown.kind} ${unknown.id}`;
    }
  }
  if (separation.notRequester) {
    const own = waivers.find(
      ({ state, requestedBy }) =>
        (state === 'approved' || state === 'pending') && isParty(requestedBy),
    );
    if (own) {
      return `notRequester: ${own.requestedBy} asked for the exception ${own.id}, on which this rests`;
    }
  }
  if (separation.notPolicyEditor) {
    if (of.editor === 'concealed') {
      return 'notPolicyEditor: the scorecard no longer says who changed it last';
    }
    const person = typeof of.editor === 'object' ? of.editor.person : undefined;
    if (isParty(person)) {
      return `notPolicyEditor: ${person} changed the scorecard last`;
    }
  }
  if (separation.onePersonOneSlot) {
    const other = slots.find(
      ({ id, state, decision }) =>
        id !== slot &&
        (state === 'approved' || state === 'rejected') &&
        (isParty(decision?.by) || isParty(decision?.onBehalfOf)),
    );
    if (other) {
      return `onePersonOneSlot: the same person decided as ${other.role} in ${other.id}`;
    }
  }
  return undefined;
}
