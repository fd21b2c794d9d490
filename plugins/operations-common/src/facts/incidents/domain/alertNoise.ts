import { Millis } from '../../../time';
import { inWindow, Window } from '../../select';
import { Incident } from './Incident';
import { IncidentPopulation, incidentRecording } from './population';

/** An alert that fires again this soon after it ended is flapping, in milliseconds: its threshold is too close to normal. */
export const FLAPS_WITHIN: Millis = 15 * 60_000;

/** One firing of an alert and what of it is noise. */
export interface AlertFiring {
  alert: Incident;
  /** Name of the rule that fired. */
  rule: string;
  noise: 'none' | 'duplicate' | 'flapping';
  /** It ended and nobody acted on it; undefined while it fires, or where nothing would record that somebody did. */
  withoutAction?: boolean;
}

/** The firings of one rule, counted. */
export interface RuleNoise {
  rule: string;
  alerts: number;
  duplicates: number;
  flapping: number;
  /** Null where nothing would record that somebody acted. */
  withoutAction: number | null;
}

const isAlert = ({ evidence, noise }: Incident): boolean =>
  evidence.payload.alertOnly === true ||
  typeof labelsOf(evidence.payload).alertname === 'string' ||
  noise !== undefined;

function labelsOf(payload: Record<string, unknown>): Record<string, unknown> {
  const { labels } = payload;
  return typeof labels === 'object' && labels !== null
    ? (labels as Record<string, unknown>)
    : {};
}

function ruleOf({ evidence, title }: Incident): string {
  const { alertname } = labelsOf(evidence.payload);
  return typeof alertname === 'string' ? alertname : title;
}

/** The alert whatever its episode: tools write `fingerprint/start`. */
function seriesOf({ evidence }: Incident): string {
  const { source, externalId = evidence.id } = evidence;
  return `${source} ${externalId.replace(/\/[^/]*$/, '')}`;
}

function endOf({ segments }: Incident): Millis {
  return Math.max(...segments.map(({ end }) => end ?? Infinity), -Infinity);
}

function judged(
  alert: Incident,
  earlier: readonly Incident[],
): AlertFiring['noise'] {
  if (alert.noise !== undefined) return alert.noise;
  const series = seriesOf(alert);
  for (const other of earlier) {
    const same = seriesOf(other) === series;
    if (same && alert.start - endOf(other) <= FLAPS_WITHIN) return 'flapping';
    if (!same && endOf(other) > alert.start) return 'duplicate';
  }
  return 'none';
}

/** Whether somebody acknowledged the alert, or a declared incident was being worked on while it fired. */
function wasActedOn(alert: Incident, declared: readonly Incident[]): boolean {
  return (
    alert.acknowledgedAt !== undefined ||
    alert.role === 'counted' ||
    declared.some(
      incident =>
        incident.start < endOf(alert) && endOf(incident) > alert.start,
    )
  );
}

/**
 * Every firing of an alert that began in a window, by start, and what of it is noise.
 *
 * @remarks
 * What the source says of an alert counts. Else it is flapping when the same alert had ended at most fifteen minutes before, and a
 * duplicate when another alert of the same rule was firing when it began. An alert that counts as an outage itself is acted on by
 * definition. Tests are left out.
 */
export function alertFirings(
  population: IncidentPopulation,
  window: Window,
): AlertFiring[] {
  const { counted, apart, dropped } = population;
  const all = [...counted, ...apart, ...dropped].sort(
    (a, b) => a.start - b.start || (a.evidence.id < b.evidence.id ? -1 : 1),
  );
  const alerts = all.filter(one => isAlert(one) && one.status !== 'test');
  const declared = counted.filter(one => !isAlert(one));
  const recorded =
    incidentRecording(population, window.to) !== undefined ||
    alerts.some(({ acknowledgedAt }) => acknowledgedAt !== undefined);
  const byRule = new Map<string, Incident[]>();
  const firings: AlertFiring[] = [];
  for (const alert of alerts) {
    const rule = ruleOf(alert);
    const before = byRule.get(rule) ?? [];
    if (inWindow(window, alert.start)) {
      firings.push({
        alert,
        rule,
        noise: judged(alert, before),
        ...(recorded && endOf(alert) <= window.to
          ? { withoutAction: !wasActedOn(alert, declared) }
          : {}),
      });
    }
    // Only what still matters to later ones is kept, so that thousands of firings stay quick.
    byRule.set(rule, [
      ...before.filter(other => endOf(other) + FLAPS_WITHIN >= alert.start),
      alert,
    ]);
  }
  return firings;
}

/** The same by rule, the noisiest first. */
export function noiseByRule(firings: readonly AlertFiring[]): RuleNoise[] {
  const rules = new Map<string, AlertFiring[]>();
  for (const firing of firings) {
    const known = rules.get(firing.rule);
    if (known) known.push(firing);
    else rules.set(firing.rule, [firing]);
  }
  const count = (list: AlertFiring[], noise: string) =>
    list.filter(one => one.noise === noise).length;
  return [...rules]
    .map(([rule, list]) => ({
      rule,
      alerts: list.length,
      duplicates: count(list, 'duplicate'),
      flapping: count(list, 'flapping'),
      withoutAction: list.some(one => one.withoutAction !== undefined)
        ? list.filter(one => one.withoutAction === true).length
        : null,
    }))
    .sort(
      (a, b) =>
        b.duplicates + b.flapping - a.duplicates - a.flapping ||
        (b.withoutAction ?? 0) - (a.withoutAction ?? 0) ||
        b.alerts - a.alerts ||
        (a.rule < b.rule ? -1 : 1),
    );
}
