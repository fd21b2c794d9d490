import {
  ScorecardHistory,
  Verdict,
} from '@backstage-operations/plugin-operations-common';

/** A stretch of time with one verdict; undefined where the criterion did not exist. @internal */
export interface Stretch {
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
  verdict?: Verdict;
  /** Why it began, when it did within the period. */
  reason?: string;
}

/** The verdicts of one criterion over the period of a history, oldest first, without gaps. @internal */
export function criterionTimeline(
  history: ScorecardHistory,
  criterion: string,
): Stretch[] {
  const end = Date.parse(history.to);
  let current: Stretch = {
    from: Date.parse(history.from),
    to: end,
    verdict: history.initial[criterion],
  };
  const stretches: Stretch[] = [];
  for (const change of history.changes) {
    const own = change.criteria.find(one => one.criterion === criterion);
    if (!own || own.to === current.verdict) continue;
    const at = Date.parse(change.at);
    if (at > current.from) stretches.push({ ...current, to: at });
    current = { from: at, to: end, verdict: own.to, reason: own.reason };
  }
  return [...stretches, current];
}
