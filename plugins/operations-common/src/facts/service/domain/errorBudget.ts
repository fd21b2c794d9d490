/** Throws RangeError unless the target is in [0, 1): a target of 1 leaves no error budget to divide by. @public */
export function checkTarget(target: number): number {
  if (!(target >= 0 && target < 1)) {
    throw new RangeError(`an SLO target must be in [0, 1), not ${target}`);
  }
  return target;
}

/**
 * How many times faster than allowed the error budget is being spent.
 *
 * @remarks `(1 − sli) / (1 − target)`; 1 spends exactly the budget over the SLO's window (Google SRE workbook, chapter 5).
 * @param sli - ratio over the look-back, 0..1
 * @param target - ratio in [0, 1)
 * @public
 */
export function burnRate(sli: number, target: number): number {
  return (1 - sli) / (1 - checkTarget(target));
}

/**
 * Share of the error budget that is left; below zero when more than all of it is spent.
 *
 * @remarks `1 − (1 − sli) / (1 − target)` over the whole SLO window; not clamped, so that how far it is overspent stays visible.
 * @param sli - ratio over the SLO's whole window, 0..1
 * @public
 */
export function budgetRemaining(sli: number, target: number): number {
  return 1 - burnRate(sli, target);
}
