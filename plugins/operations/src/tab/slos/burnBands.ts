import {
  burnAlerts,
  durationMillis,
  SloSeries,
} from '@backstage-operations/plugin-operations-common';

/** A stretch of time in which the error budget burned faster than a limit. @internal */
export interface BurnBand {
  from: string;
  to: string;
  severity: 'page' | 'ticket';
}

/** Burn rates from which somebody is told, over whatever look-back is the most patient. @internal */
export interface BurnLimits {
  page: number;
  ticket: number;
}

/**
 * The limits of an SLO's window: 6 and 1 for thirty days.
 *
 * @remarks Windows too short for any alert have no limits of their own: faster than allowed is a matter for a ticket, ten times as fast
 * for a page.
 * @internal
 */
export function burnLimits(window: string): BurnLimits {
  const alerts = burnAlerts(durationMillis(window));
  const lowest = (severity: keyof BurnLimits, usual: number) =>
    alerts
      .filter(alert => alert.severity === severity)
      .reduce((least, { factor }) => Math.min(least, factor), usual);
  const ticket = Math.max(1, lowest('ticket', 1));
  const page = alerts.some(alert => alert.severity === 'page')
    ? lowest('page', Infinity)
    : 10;
  return { ticket, page: Math.max(page, ticket) };
}

/** Where the budget burned faster than the limits; each point speaks for the time since the one before. @internal */
export function burnBands(
  points: SloSeries['points'],
  { page, ticket }: BurnLimits,
): BurnBand[] {
  const bands: BurnBand[] = [];
  for (const [index, { at, burnRate }] of points.entries()) {
    const before = points[index - 1];
    if (!before || typeof burnRate !== 'number' || burnRate <= ticket) continue;
    const severity = burnRate > page ? 'page' : 'ticket';
    const last = bands[bands.length - 1];
    if (last?.to === before.at && last.severity === severity) last.to = at;
    else bands.push({ from: before.at, to: at, severity });
  }
  return bands;
}
