import { durationMillis, Millis } from '../../../time';

/** Look-backs over which burn rates are kept, shortest first. @public */
export const burnWindows = ['5m', '30m', '1h', '2h', '6h', '1d', '3d'] as const;

/** Name of a look-back, as recording rules write it. @public */
export type BurnWindow = (typeof burnWindows)[number];

/** Burn rate per look-back; null or absent is not known. @public */
export type BurnRates = Partial<Record<BurnWindow, number | null>>;

/** One pair of look-backs that must both burn faster than `factor`. @public */
export interface BurnAlert {
  severity: 'page' | 'ticket';
  long: BurnWindow;
  short: BurnWindow;
  /** Share of the error budget that burning at `factor` over the long look-back spends. */
  budget: number;
  factor: number;
}

const pairs = [
  { severity: 'page', long: '1h', short: '5m', budget: 0.02 },
  { severity: 'page', long: '6h', short: '30m', budget: 0.05 },
  { severity: 'ticket', long: '1d', short: '2h', budget: 0.1 },
  { severity: 'ticket', long: '3d', short: '6h', budget: 0.1 },
] as const;

const isoWindows: Record<BurnWindow, string> = {
  '5m': 'PT5M',
  '30m': 'PT30M',
  '1h': 'PT1H',
  '2h': 'PT2H',
  '6h': 'PT6H',
  '1d': 'P1D',
  '3d': 'P3D',
};

/** Length of a look-back. @public */
export function burnWindowMillis(window: BurnWindow): Millis {
  return durationMillis(isoWindows[window]);
}

/**
 * The multi-window, multi-burn-rate alerts for an SLO window.
 *
 * @remarks
 * factor = budget share × W / long look-back, with 2 %, 5 %, 10 % and 10 % of the budget (Google SRE workbook, chapter 5);
 * 14.4, 6, 3 and 1 for 30 days. Pairs whose long look-back exceeds the window are left out: they would reach into another period.
 * @param window - the SLO's window
 * @public
 */
export function burnAlerts(window: Millis): BurnAlert[] {
  return pairs
    .filter(pair => burnWindowMillis(pair.long) <= window)
    .map(pair => ({
      ...pair,
      factor: (pair.budget * window) / burnWindowMillis(pair.long),
    }));
}

/** One pair with what was measured. @public */
export interface BurnAlertState extends BurnAlert {
  /** Null when one of the burn rates is not known and the other does not settle it. */
  exceeded: boolean | null;
}

function isAbove(rate: number | null | undefined, factor: number) {
  return typeof rate === 'number' && !Number.isNaN(rate) ? rate > factor : null;
}

/** Which of the alert conditions hold for these burn rates. @public */
export function burnAlertStates(
  rates: BurnRates,
  window: Millis,
): BurnAlertState[] {
  return burnAlerts(window).map(alert => {
    const long = isAbove(rates[alert.long], alert.factor);
    const short = isAbove(rates[alert.short], alert.factor);
    const settledFalse = long === false || short === false;
    const bothKnown = long !== null && short !== null;
    return {
      ...alert,
      exceeded: bothKnown || settledFalse ? !settledFalse : null,
    };
  });
}
