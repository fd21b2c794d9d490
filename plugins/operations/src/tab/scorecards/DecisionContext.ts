import { createContext, useContext } from 'react';

/** Where decisions on the shown scorecard go. */
interface Decisions {
  entityRef: string;
  scorecard: string;
  /** A past instant is shown: nothing can be decided on it. */
  readOnly: boolean;
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
