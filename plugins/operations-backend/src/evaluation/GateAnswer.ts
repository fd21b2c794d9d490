import { ScorecardResult } from '@backstage-operations/plugin-operations-common';

/** A result without its criteria. @internal */
export interface GateAnswer
  extends Pick<
    ScorecardResult,
    | 'entityRef'
    | 'scorecard'
    | 'title'
    | 'applicable'
    | 'asOf'
    | 'validUntil'
    | 'gate'
  > {
  owner?: string;
}

/** What the gate of a result says on its own. @internal */
export function gateAnswerOf(result: ScorecardResult): GateAnswer {
  const { entityRef, scorecard, title, applicable, asOf, gate } = result;
  const { validUntil } = result;
  const { owner } = result.exit.subject;
  return {
    entityRef,
    scorecard,
    title,
    applicable,
    asOf,
    ...(validUntil === undefined ? {} : { validUntil }),
    gate,
    ...(owner === undefined ? {} : { owner }),
  };
}
