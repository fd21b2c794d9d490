import {
  GateState,
  ScorecardHistory,
} from '@backstage-operations/plugin-operations-common';

/** A stretch of time with one state of the gate; undefined before the first that is stored. @internal */
export interface GateStretch {
  /** Milliseconds since the epoch. */
  from: number;
  to: number;
  state?: GateState;
}

/** The states of a gate over the period of a history, oldest first, without gaps. @internal */
export function gateTimeline(history: ScorecardHistory): GateStretch[] {
  const end = Date.parse(history.to);
  const moves = history.changes.flatMap(({ at, gate }) =>
    gate ? [{ at: Date.parse(at), ...gate }] : [],
  );
  const [first] = moves;
  const stretches: GateStretch[] = [];
  let current: GateStretch = {
    from: Date.parse(history.from),
    to: end,
    state: first?.from,
  };
  for (const { at, to } of moves) {
    if (at > current.from) stretches.push({ ...current, to: at });
    current = { from: at, to: end, state: to };
  }
  return [...stretches, current];
}
