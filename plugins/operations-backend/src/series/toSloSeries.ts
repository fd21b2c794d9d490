import {
  burnRate,
  deriveSloState,
  durationMillis,
  Evidence,
  Millis,
  SloSeries,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { MeasuredSeries } from '@backstage-operations/plugin-operations-node';

const DAY = 86_400_000;

type Point = SloSeries['points'][number];

/** A series as a provider measured it, with the budget and state that each value means. @internal */
export function measuredPoints(measured: MeasuredSeries): Point[] {
  const window = durationMillis(measured.window);
  return measured.points.map(({ at, sli, recentSli, state }) => {
    const derived = deriveSloState({ target: measured.target, window, sli });
    return {
      at: toIso(at),
      sli,
      errorBudgetRemaining: derived.remaining,
      burnRate:
        typeof recentSli === 'number'
          ? burnRate(recentSli, measured.target)
          : null,
      state: sli === null ? state ?? 'no-data' : derived.state,
    };
  });
}

/**
 * What was stored of each day; a day without a record is a gap, never a line drawn across it.
 *
 * @param records - the last of each day and source, oldest first
 * @internal
 */
export function storedPoints(records: readonly Evidence<'slo'>[]): Point[] {
  const days = new Map<Millis, Evidence<'slo'>>();
  for (const record of records) {
    if (record.payload.definitionOnly) continue;
    days.set(Math.floor(toMillis(record.observedAt) / DAY), record);
  }
  const points: Point[] = [];
  let before: Millis | undefined;
  for (const [day, { observedAt, payload }] of days) {
    for (let gap = (before ?? day) + 1; gap < day; gap++) {
      points.push({
        at: toIso(gap * DAY),
        sli: null,
        errorBudgetRemaining: null,
        burnRate: null,
        state: 'no-data',
      });
    }
    before = day;
    points.push({
      at: observedAt,
      sli: payload.sli ?? null,
      errorBudgetRemaining: payload.errorBudgetRemaining ?? null,
      // A point a day: the look-back of a day is what lies between them.
      burnRate: payload.burnRates?.['1d'] ?? null,
      state: payload.state,
    });
  }
  return points;
}
