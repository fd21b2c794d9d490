import {
  DecisionRights,
  SignoffDecision,
  Waiver,
} from '@backstage-operations/plugin-operations-common';
import { createContext, useContext } from 'react';

/** Where decisions on the shown scorecard go. */
interface Decisions {
  entityRef: string;
  scorecard: string;
  /** A past instant is shown, or it is not known yet who may decide: nothing is offered. */
  readOnly: boolean;
  /** What the person who looks may decide; absent where that can't be told, and the backend alone decides. */
  rights?: DecisionRights;
  /** Fetches the result again after a decision. */
  refresh: () => void;
}

/** Carries the entity and scorecard to the dialogs below. @internal */
export const DecisionContext = createContext<Decisions>({
  entityRef: '',
  scorecard: '',
  readOnly: true,
  refresh: () => {},
});

/** The entity and scorecard that decisions are about. @internal */
export function useDecisions(): Decisions {
  return useContext(DecisionContext);
}

/** Whether the person who looks made a decision, in person or through somebody, or holds the role that may end it. @internal */
export function mayEnd(
  { by, onBehalfOf }: Pick<SignoffDecision, 'by' | 'onBehalfOf'>,
  rights: DecisionRights | undefined,
): boolean {
  if (!rights) return true;
  const { person, clearsOthers } = rights;
  return clearsOthers || by === person || onBehalfOf === person;
}

/** What the person who looks may do with an exception, and which role it waits for. @internal */
export function waiverRights(
  { requestedBy, decidedBy }: Pick<Waiver, 'requestedBy' | 'decidedBy'>,
  role: string,
  rights: DecisionRights | undefined,
): { decide: boolean; revoke: boolean } {
  if (!rights) return { decide: true, revoke: true };
  const { person, waiverRoles } = rights;
  const held = waiverRoles.includes(role);
  return {
    decide: held && requestedBy !== person,
    revoke: held || requestedBy === person || decidedBy === person,
  };
}
