import {
  GateState,
  RollUp,
  Verdict,
  verdicts,
} from '@backstage-operations/plugin-operations-common';

/** Where the members stand on one scorecard together. @internal */
export interface MemberGates {
  scorecard: string;
  /** Members that the scorecard is about. */
  entities: number;
  gates: Partial<Record<GateState, number>>;
  /** Criteria by verdict, over all of them. */
  counts: Record<Verdict, number>;
}

function empty(scorecard: string): MemberGates {
  const counts = Object.fromEntries(verdicts.map(verdict => [verdict, 0]));
  return {
    scorecard,
    entities: 0,
    gates: {},
    counts: counts as Record<Verdict, number>,
  };
}

/** Counts the members' gates and verdicts per scorecard; nothing is averaged. @internal */
export function memberGates(rollUp: RollUp): MemberGates[] {
  const byScorecard = new Map<string, MemberGates>();
  for (const member of rollUp.members) {
    for (const { scorecard, gate, counts } of member.scorecards) {
      const sum = byScorecard.get(scorecard) ?? empty(scorecard);
      byScorecard.set(scorecard, sum);
      sum.entities += 1;
      sum.gates[gate] = (sum.gates[gate] ?? 0) + 1;
      for (const verdict of verdicts) sum.counts[verdict] += counts[verdict];
    }
  }
  return [...byScorecard.values()].sort((a, b) =>
    a.scorecard.localeCompare(b.scorecard),
  );
}
