import { SloStatus } from '../../api/sections';
import { Millis } from '../../time';
import { evidenceRef } from '../../evidence/material';
import { FactSubject } from '../Fact';
import { BurnRates, BurnWindow } from './domain/burnAlerts';
import {
  formatTimeToExhaustion,
  timeToExhaustion,
} from './domain/timeToExhaustion';
import { readSlos, SloReading } from './readSlos';
import { sloAlerting } from './sloAlerting';

/** Whose burn rate tells how long the budget lasts: an hour is steady enough and still recent; else the next best. */
const paceWindows: readonly BurnWindow[] = [
  '1h',
  '2h',
  '6h',
  '30m',
  '1d',
  '3d',
  '5m',
];

function paceOf(rates: BurnRates): number | undefined {
  for (const window of paceWindows) {
    const rate = rates[window];
    if (typeof rate === 'number') return rate;
  }
  return undefined;
}

function exhaustion({ remaining, burnRates, window }: SloReading) {
  const pace = paceOf(burnRates);
  if (remaining === null) return undefined;
  if (remaining > 0 && pace === undefined) return undefined;
  return formatTimeToExhaustion(timeToExhaustion(remaining, pace ?? 0, window));
}

function windowText(window: string | number): string {
  return typeof window === 'number' ? `PT${window}S` : window;
}

function statusOf(reading: SloReading): SloStatus {
  const { record, name, state, reason, sli, remaining, burnRates } = reading;
  const { payload } = record;
  const alerting = sloAlerting(reading);
  const timeLeft = exhaustion(reading);
  const reasons = [reason, alerting.reason].filter(Boolean).join('; ');
  return {
    name,
    ...(payload.objective ? { objective: payload.objective } : {}),
    target: payload.target,
    window: windowText(payload.window),
    method: payload.method,
    sli,
    errorBudgetRemaining: remaining,
    burnRates: { ...burnRates },
    ...(payload.coverage === undefined ? {} : { coverage: payload.coverage }),
    state,
    ...(reasons ? { reason: reasons } : {}),
    ...(timeLeft ? { timeToExhaustion: timeLeft } : {}),
    alertRules: (payload.alertRules ?? []).map(rule => ({
      name: rule.name,
      health: rule.health,
      ...(rule.severity ? { severity: rule.severity } : {}),
    })),
    firing: (payload.firing ?? []).map(alert =>
      typeof alert === 'string' ? alert : alert.name,
    ),
    alerting: alerting.value === true,
    observedAt: record.observedAt,
    evidence: evidenceRef(record),
  };
}

/** The SLOs as the tab shows them, by name. @public */
export function sloStatuses(subject: FactSubject, now: Millis): SloStatus[] {
  return readSlos(subject.evidence, now).map(statusOf);
}
