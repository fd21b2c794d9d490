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

/** The firings of one rule so far; a step takes the same time however many there were. */
class RuleHistory {
  private readonly ends = new Map<string, Millis>();
  /** The series that ends last, and the end of the last of the others. */
  private last: { series: string; end: Millis } | undefined;
  private otherEnd: Millis = -Infinity;

  judge(alert: Incident): AlertFiring['noise'] {
    if (alert.noise !== undefined) return alert.noise;
    const series = seriesOf(alert);
    const ended = this.ends.get(series) ?? -Infinity;
    if (alert.start - ended <= FLAPS_WITHIN) return 'flapping';
    const others =
      this.last && this.last.series !== series ? this.last.end : this.otherEnd;
    return others > alert.start ? 'duplicate' : 'none';
  }

  add(alert: Incident): void {
    const series = seriesOf(alert);
    const end = Math.max(endOf(alert), this.ends.get(series) ?? -Infinity);
    this.ends.set(series, end);
    if (!this.last || this.last.series === series) {
      this.last = { series, end: Math.max(end, this.last?.end ?? -Infinity) };
    } else if (end > this.last.end) {
      this.otherEnd = this.last.end;
      this.last = { series, end };
    } else {
      this.otherEnd = Math.max(this.otherEnd, end);
    }
  }
}

/** Tells whether a declared incident was being worked on at any time of a span. */
function workedOn(
  declared: readonly Incident[],
): (from: Millis, to: Millis) => boolean {
  const ordered = [...declared].sort((a, b) => a.start - b.start);
  const starts = ordered.map(({ start }) => start);
  const lastEnds: Millis[] = [];
  for (const incident of ordered) {
    lastEnds.push(Math.max(endOf(incident), lastEnds.at(-1) ?? -Infinity));
  }
  return (from, to) => {
    let [low, high] = [0, starts.length];
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (starts[middle] < to) low = middle + 1;
      else high = middle;
    }
    return low > 0 && lastEnds[low - 1] > from;
  };
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
  const isWorkedOn = workedOn(declared);
  const byRule = new Map<string, RuleHistory>();
  const firings: AlertFiring[] = [];
  for (const alert of alerts) {
    const rule = ruleOf(alert);
    const history = byRule.get(rule) ?? new RuleHistory();
    byRule.set(rule, history);
    if (inWindow(window, alert.start)) {
      const end = endOf(alert);
      const isActedOn =
        alert.acknowledgedAt !== undefined ||
        alert.role === 'counted' ||
        isWorkedOn(alert.start, end);
      firings.push({
        alert,
        rule,
        noise: history.judge(alert),
        ...(recorded && end <= window.to ? { withoutAction: !isActedOn } : {}),
      });
    }
    history.add(alert);
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
