/** How an indicator is computed from a good/total series. @public */
export type SliMethod = 'occurrences' | 'timeslices' | 'ratio-timeslices';

/** What happened in one step of a series: increases, not counters. Null or NaN is a gap. @public */
export interface SliPoint {
  good: number | null;
  total: number | null;
}

/** How to read a series. @public */
export interface SliOptions {
  method: SliMethod;
  /** Steps that the look-back holds; points that are not there lower the coverage. */
  expectedPoints: number;
  /** `timeslices` only: a slice is good when its ratio is at least this. */
  sliceTarget?: number;
}

/** An indicator, or why there is none. @public */
export type Sli =
  | { state: 'known'; sli: number; n: number; coverage: number }
  | {
      state: 'no-data' | 'inconsistent';
      sli: null;
      coverage: number;
      reason: string;
    };

/** Counters are extrapolated in floating point: this much more good than total is rounding, not a contradiction. */
const ROUNDING = 1e-9;

function isGap(value: number | null): boolean {
  return value === null || Number.isNaN(value);
}

function contradiction(good: number, total: number): string | undefined {
  if (!Number.isFinite(good) || !Number.isFinite(total)) {
    return 'a sample is infinite';
  }
  if (good < 0 || total < 0) return 'a sample is negative';
  return good > total * (1 + ROUNDING)
    ? 'a step has more good events than events'
    : undefined;
}

/**
 * Computes a service level indicator.
 *
 * @remarks
 * occurrences: Σgood / Σtotal. timeslices: good slices / slices. ratio-timeslices: mean of good/total per slice.
 * A step without events counts as observed, but is neither a good nor a bad slice. No events at all, or only gaps, is
 * `no-data`; an infinite or negative sample, or more good than total, makes the whole series `inconsistent`.
 * Nothing is extrapolated over gaps: coverage says how much was observed.
 * @throws RangeError when `timeslices` is asked for without a slice target in [0, 1]
 * @public
 */
export function computeSli(
  points: readonly SliPoint[],
  options: SliOptions,
): Sli {
  const { method, sliceTarget } = options;
  if (
    method === 'timeslices' &&
    !(sliceTarget !== undefined && sliceTarget >= 0 && sliceTarget <= 1)
  ) {
    throw new RangeError('timeslices need a slice target from 0 to 1');
  }
  let observed = 0;
  let slices = 0;
  let goodSlices = 0;
  let ratios = 0;
  let goodEvents = 0;
  let events = 0;
  let broken: string | undefined;
  for (const { good, total } of points) {
    if (good === null || total === null || isGap(good) || isGap(total)) {
      continue;
    }
    observed += 1;
    broken ??= contradiction(good, total);
    if (total === 0) continue;
    const ratio = Math.min(good / total, 1);
    slices += 1;
    ratios += ratio;
    if (sliceTarget !== undefined && ratio >= sliceTarget) goodSlices += 1;
    goodEvents += Math.min(good, total);
    events += total;
  }
  const coverage = Math.min(1, observed / Math.max(1, options.expectedPoints));
  if (broken !== undefined) {
    return { state: 'inconsistent', sli: null, coverage, reason: broken };
  }
  if (slices === 0) {
    const reason =
      observed === 0 ? 'the series is absent or has only gaps' : 'no events';
    return { state: 'no-data', sli: null, coverage, reason };
  }
  const sli = {
    occurrences: goodEvents / events,
    timeslices: goodSlices / slices,
    'ratio-timeslices': ratios / slices,
  }[method];
  return {
    state: 'known',
    sli: Math.min(1, sli),
    n: method === 'occurrences' ? events : slices,
    coverage,
  };
}
