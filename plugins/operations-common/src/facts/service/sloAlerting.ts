import { durationMillis, Millis, toMillis } from '../../time';
import { burnWindowMillis } from './domain/burnAlerts';
import { SloReading } from './readSlos';

/** Whether an SLO's breaches raise alerts; null when the record does not tell. */
export interface SloAlerting {
  value: boolean | null;
  reason?: string;
}

/** The long look-back of the fastest page condition, for breaches that name none. */
const SHORTEST_LONG_WINDOW = burnWindowMillis('1h');

function ruleState({ record }: SloReading): SloAlerting {
  const { alertRules } = record.payload;
  if (alertRules === undefined) {
    return { value: null, reason: 'its alert rules are not reported' };
  }
  if (alertRules.some(({ health }) => health === 'ok')) return { value: true };
  const reason =
    alertRules.length === 0
      ? 'no alert rule is bound to it'
      : `none of its ${alertRules.length} alert rules is healthy`;
  return { value: false, reason };
}

/** Until when an alert has to fire for a breach. */
function answerBy({
  startedAt,
  longWindow,
}: NonNullable<SloReading['record']['payload']['breaches']>[number]): Millis {
  const within =
    longWindow === undefined
      ? SHORTEST_LONG_WINDOW
      : durationMillis(longWindow);
  return toMillis(startedAt) + within;
}

function answeredBreaches({ record }: SloReading): SloAlerting | undefined {
  const { breaches } = record.payload;
  if (breaches === undefined) return undefined;
  const unanswered = breaches.filter(
    breach => !breach.firedAt || toMillis(breach.firedAt) > answerBy(breach),
  );
  // At the time of the report an alert may still have come for the others.
  const silent = unanswered.filter(
    breach => breach.firedAt || toMillis(record.observedAt) > answerBy(breach),
  );
  if (silent.length > 0) {
    return {
      value: false,
      reason: `${silent.length} of ${breaches.length} breaches had no alert in time`,
    };
  }
  return unanswered.length > 0
    ? {
        value: null,
        reason: `no alert has fired yet for the breach since ${unanswered[0].startedAt}`,
      }
    : { value: true };
}

function currentBreach({ record, state, alerts }: SloReading): SloAlerting {
  const { firing } = record.payload;
  const burning = alerts.some(({ exceeded }) => exceeded);
  if (!burning && state !== 'breached' && state !== 'burning') {
    return { value: true };
  }
  if (firing && firing.length > 0) return { value: true };
  if (firing && burning) {
    return { value: false, reason: 'it is burning and no alert fires' };
  }
  return {
    value: null,
    reason: `it is ${state} and whether an alert fired is not reported`,
  };
}

/**
 * Whether alerts are raised when this SLO is breached.
 *
 * @remarks
 * Needs at least one healthy alert rule, and for each breach a firing within the long look-back of its condition. Without a list of
 * breaches only the present one can be judged: a condition that holds while nothing fires is a failure.
 */
export function sloAlerting(reading: SloReading): SloAlerting {
  const rules = ruleState(reading);
  const breaches = answeredBreaches(reading) ?? currentBreach(reading);
  return (
    [rules, breaches].find(({ value }) => value === false) ??
    [rules, breaches].find(({ value }) => value === null) ??
    rules
  );
}
