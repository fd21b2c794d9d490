import { Millis } from '../../../time';
import { BurnAlertState, BurnRates, burnAlertStates } from './burnAlerts';
import { budgetRemaining } from './errorBudget';

/** States of an SLO from best to worst; what is not known is worse than trouble that is. @public */
export const sloStates = [
  'ok',
  'burning',
  'no-data',
  'inconsistent',
  'breached',
] as const;

/** State of an SLO. @public */
export type SloState = (typeof sloStates)[number];

/** The figures that a state is derived from. @public */
export interface SloFigures {
  /** In [0, 1). */
  target: number;
  /** The SLO's window. */
  window: Millis;
  /** Over the whole window; null when not known. */
  sli: number | null;
  /** As reported; the worse of this and the one that `sli` gives counts. */
  remaining?: number | null;
  burnRates?: BurnRates;
  /** Share of the window that was observed, 0..1. */
  coverage?: number;
}

/** A state with what it rests on. @public */
export interface DerivedSloState {
  state: SloState;
  /** In words; absent when the state is ok. */
  reason?: string;
  /** Share of the error budget left; null when not known. */
  remaining: number | null;
  alerts: BurnAlertState[];
}

/** Reported budgets are rounded by their tools; a larger difference than this is a contradiction worth telling. */
const TOLERANCE = 1e-4;

const percent = (ratio: number) => `${Math.floor(ratio * 10000) / 100} %`;

function contradiction(figures: SloFigures): string | undefined {
  const { sli, target, burnRates = {} } = figures;
  if (!(target >= 0 && target < 1)) return 'the target is not in [0, 1)';
  if (sli !== null && !(sli >= 0 && sli <= 1)) {
    return 'the indicator is not between 0 and 1';
  }
  const negative = Object.entries(burnRates).find(
    ([, rate]) => typeof rate === 'number' && (rate < 0 || rate === Infinity),
  );
  return negative && `the burn rate over ${negative[0]} is ${negative[1]}`;
}

/**
 * The state that an SLO's own figures show, whatever anybody says of it.
 *
 * @remarks
 * Impossible figures are `inconsistent`; no indicator or nothing observed is `no-data`; a budget below zero is `breached`;
 * a page or ticket condition that holds is `burning`.
 * @public
 */
export function deriveSloState(figures: SloFigures): DerivedSloState {
  const { sli, target, window, coverage, burnRates = {} } = figures;
  const broken = contradiction(figures);
  if (broken) {
    return {
      state: 'inconsistent',
      reason: broken,
      remaining: null,
      alerts: [],
    };
  }
  const alerts = burnAlertStates(burnRates, window);
  if (sli === null || coverage === 0) {
    const reason =
      sli === null
        ? 'no value of the indicator is reported'
        : 'nothing of the window was observed';
    return { state: 'no-data', reason, remaining: null, alerts };
  }
  const computed = budgetRemaining(sli, target);
  const remaining = Math.min(computed, figures.remaining ?? computed);
  const doubt =
    Math.abs((figures.remaining ?? computed) - computed) > TOLERANCE
      ? '; the reported budget and the indicator disagree, the lower one counts'
      : '';
  if (remaining < 0) {
    const reason = `the error budget is overspent (${percent(
      remaining,
    )} left)${doubt}`;
    return { state: 'breached', reason, remaining, alerts };
  }
  const exceeded = alerts.filter(alert => alert.exceeded);
  if (exceeded.length > 0) {
    const { severity, factor, long, short } = exceeded[0];
    const limit = Math.round(factor * 100) / 100;
    const reason = `burning more than ${limit} times the budget over ${long} and ${short} (${severity})${doubt}`;
    return { state: 'burning', reason, remaining, alerts };
  }
  return {
    state: 'ok',
    remaining,
    alerts,
    ...(doubt === '' ? {} : { reason: doubt.slice(2) }),
  };
}

/** The worse of two states. @public */
export function worseSloState(a: SloState, b: SloState): SloState {
  return sloStates.indexOf(a) >= sloStates.indexOf(b) ? a : b;
}
