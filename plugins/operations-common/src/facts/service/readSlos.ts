import { Evidence } from '../../evidence/Evidence';
import { durationMillis, Millis, toMillis } from '../../time';
import { recordsOf } from '../select';
import { BurnRates, burnWindows, BurnAlertState } from './domain/burnAlerts';
import { deriveSloState, SloState, worseSloState } from './domain/sloState';

/** One SLO as its newest record shows it now. */
export interface SloReading {
  record: Evidence<'slo'>;
  name: string;
  window: Millis;
  state: SloState;
  /** In words: what the state rests on and what qualifies it. */
  reason?: string;
  /** Null unless the state rests on figures. */
  sli: number | null;
  remaining: number | null;
  burnRates: BurnRates;
  alerts: BurnAlertState[];
  /** Until when the record says anything of the window that ends now. */
  expiresAt: Millis;
}

function burnRatesOf({ payload }: Evidence<'slo'>): BurnRates {
  return Object.fromEntries(
    burnWindows.map(window => [window, payload.burnRates?.[window] ?? null]),
  );
}

function readSlo(record: Evidence<'slo'>, now: Millis): SloReading {
  const { payload } = record;
  const window = durationMillis(payload.window);
  const expiresAt = toMillis(record.observedAt) + window;
  const burnRates = burnRatesOf(record);
  const expired = now >= expiresAt;
  const derived = deriveSloState({
    target: payload.target,
    window,
    sli: expired ? null : payload.sli ?? null,
    remaining: payload.errorBudgetRemaining,
    burnRates,
    coverage: payload.coverage,
  });
  const state = worseSloState(payload.state, derived.state);
  const coverage = payload.coverage ?? 1;
  const reasons = [
    expired
      ? 'the last report is older than the window it speaks of'
      : derived.reason,
    state !== payload.state && `the source calls it ${payload.state}`,
    state !== derived.state && `the source calls it ${state}`,
    coverage > 0 &&
      coverage < 1 &&
      `${Math.floor(
        coverage * 100,
      )} % of the window is observed, nothing is extrapolated`,
  ].filter(Boolean);
  // Figures that are impossible are none, whatever state the source claims.
  const settled = ![state, derived.state].some(
    one => one === 'no-data' || one === 'inconsistent',
  );
  return {
    record,
    name: payload.name,
    window,
    state,
    ...(reasons.length > 0 ? { reason: reasons.join('; ') } : {}),
    sli: settled && !expired ? payload.sli ?? null : null,
    remaining: settled ? derived.remaining : null,
    burnRates,
    alerts: derived.alerts,
    expiresAt,
  };
}

const keyOf = (record: Evidence<'slo'>) =>
  record.payload.name.trim().toLowerCase();

/**
 * The SLOs of an entity, by name.
 *
 * @remarks
 * A record that only defines an SLO is shown when no other record of that name carries figures; then it has no data.
 * The state is never better than the record's own figures allow, whatever it claims.
 */
export function readSlos(
  evidence: readonly Evidence[],
  now: Millis,
): SloReading[] {
  const records = recordsOf(evidence, 'slo');
  const measured = new Set(
    records.filter(record => !record.payload.definitionOnly).map(keyOf),
  );
  return records
    .filter(
      record => !record.payload.definitionOnly || !measured.has(keyOf(record)),
    )
    .map(record => readSlo(record, now))
    .sort(
      (a, b) =>
        a.name.localeCompare(b.name, 'en') ||
        (a.record.source < b.record.source ? -1 : 1),
    );
}

/** Whether nothing can be said of the SLO. */
export function isWithoutData({ state }: SloReading): boolean {
  return state === 'no-data' || state === 'inconsistent';
}
