import { mean, median, p90 } from '../../statistics';
import { earliestAfter, inWindow, nextCrossing, Window } from '../../select';
import { Millis } from '../../../time';
import { Incident } from './Incident';
import { comingInstants, isAcknowledged, isOpen } from './population';

/** Fewer values than this show no trend. */
export const fewestForTrend = 5;

/** Times in seconds with what must stand beside their mean. */
export interface ResponseTimes {
  mean: number | null;
  median: number | null;
  p90: number | null;
  /** Incidents behind the mean. */
  n: number;
  /** Incidents that could have counted. */
  of: number;
  /** Those that count or could have. */
  incidents: Incident[];
  /** In words, why some or all are not in the mean. */
  reason?: string;
  validUntil?: Millis;
}

interface Split {
  used: { incident: Incident; millis: Millis }[];
  considered: Incident[];
  reason?: string;
  validUntil?: Millis;
}

function summary({ used, considered, reason, validUntil }: Split) {
  const seconds = used.map(({ millis }) => millis / 1000);
  return {
    mean: mean(seconds),
    median: median(seconds),
    p90: p90(seconds),
    n: used.length,
    of: considered.length,
    incidents: considered,
    reason,
    validUntil,
  };
}

function changes(
  counted: readonly Incident[],
  window: Window,
  edge: (incident: Incident) => Millis | undefined,
): Millis | undefined {
  const crossings = counted.map(incident => {
    const at = edge(incident);
    return at === undefined ? undefined : nextCrossing(window, at);
  });
  return earliestAfter(window.to, [
    ...crossings,
    ...comingInstants(counted, window.to),
  ]);
}

const plural = (n: number, one: string, many = `${one}s`) =>
  `${n} ${n === 1 ? one : many}`;

/**
 * Time to acknowledge, over the incidents that began in the window.
 *
 * @remarks MTTA = mean(first explicit acknowledgement − start). Those nobody acknowledged stay in `of`, not in the mean.
 */
export function acknowledgeTimes(
  counted: readonly Incident[],
  window: Window,
): ResponseTimes {
  const considered = counted.filter(({ start }) => inWindow(window, start));
  const used: Split['used'] = [];
  for (const incident of considered) {
    const { acknowledgedAt, start, flawed } = incident;
    if (
      acknowledgedAt !== undefined &&
      isAcknowledged(incident, window.to) &&
      !flawed.acknowledge
    ) {
      used.push({ incident, millis: acknowledgedAt - start });
    }
  }
  const missing = considered.length - used.length;
  const validUntil = changes(counted, window, ({ start }) => start);
  const reason = reasonFor(
    considered.length === 0 && 'no incidents in the window',
    used.length === 0 &&
      `none of ${plural(considered.length, 'incident')} was acknowledged`,
    missing > 0 &&
      `${missing} of ${plural(
        considered.length,
        'incident',
      )} without a usable acknowledgement`,
  );
  return summary({ used, considered, reason, validUntil });
}

/**
 * Time to resolve, over the incidents whose last resolve lies in the window.
 *
 * @remarks
 * MTTR = mean(last resolve − first start). By the resolve and not by the start, so that one that took longer than the window is not lost.
 * Open ones and those with contradicting times stay in `of`, not in the mean.
 */
export function resolveTimes(
  counted: readonly Incident[],
  window: Window,
): ResponseTimes {
  const used: Split['used'] = [];
  const considered: Incident[] = [];
  for (const incident of counted) {
    const { resolvedAt, start, flawed } = incident;
    const inside = resolvedAt !== undefined && inWindow(window, resolvedAt);
    if (inside && !flawed.resolve) {
      used.push({ incident, millis: resolvedAt - start });
    }
    const untimed =
      resolvedAt === undefined && incident.over && inWindow(window, start);
    if (inside || untimed || isOpen(incident, window.to)) {
      considered.push(incident);
    }
  }
  const open = considered.filter(incident => isOpen(incident, window.to));
  const flawed = considered.length - used.length - open.length;
  const validUntil = changes(counted, window, incident => {
    return incident.resolvedAt ?? (incident.over ? incident.start : undefined);
  });
  const left = [
    open.length > 0 && `${plural(open.length, 'incident')} still open`,
    flawed > 0 && `${flawed} without usable times`,
  ].filter(Boolean);
  const reason = reasonFor(
    considered.length === 0 && 'no incidents in the window',
    used.length === 0 && `none resolved: ${left.join(', ')}`,
    left.length > 0 && `not in the mean: ${left.join(', ')}`,
  );
  return summary({ used, considered, reason, validUntil });
}

function reasonFor(...reasons: (string | false)[]): string | undefined {
  return reasons.find((reason): reason is string => reason !== false);
}
