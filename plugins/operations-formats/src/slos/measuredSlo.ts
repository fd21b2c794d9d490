import {
  BurnRates,
  burnRate,
  burnWindows,
  combineGroups,
  deriveSloState,
  durationMillis,
  EvidenceInput,
  EvidencePayload,
  Sli,
} from '@backstage-operations/plugin-operations-common';
import { FormatContext } from '../Format';
import { objectiveOf, sloRecord } from './sloRecord';

/** What recording rules say of an SLO. */
export interface MeasuredSlo {
  name: string;
  /** Labels that its series and alerts have in common. */
  series?: Record<string, string>;
  source: string;
  target: number;
  /** ISO 8601. */
  window: string;
  method: EvidencePayload<'slo'>['method'];
  /** Error ratio over the whole window, per group of labels; NaN is not known. */
  errors: { group: string; ratio: number }[];
  /** Error ratio per look-back, the worst of its groups. */
  recent: Map<string, number>;
  observedAt: string;
}

function sliOf(ratio: number): Sli {
  if (Number.isNaN(ratio)) {
    const reason = 'the series has no value';
    return { state: 'no-data', sli: null, coverage: 0, reason };
  }
  return ratio >= 0 && ratio <= 1
    ? { state: 'known', sli: 1 - ratio, n: 1, coverage: 1 }
    : {
        state: 'inconsistent',
        sli: null,
        coverage: 0,
        reason: `an error ratio of ${ratio}`,
      };
}

/** The target that was meant: tools compute it from percentages and write 0.9998999999999999 for 99.99 %. */
export function exactTarget(ratio: number | undefined): number | undefined {
  return ratio === undefined ? undefined : Number(ratio.toPrecision(12));
}

/** A window in seconds as ISO 8601, in days where it is whole ones. */
export function windowOfSeconds(seconds: number): string {
  return seconds % 86_400 === 0
    ? `P${seconds / 86_400}D`
    : `PT${Math.round(seconds)}S`;
}

/** The larger of two error ratios; one that is not known is worse than any that is. */
export function worseRatio(a: number | undefined, b: number): number {
  if (a === undefined) return b;
  return Number.isNaN(a) || Number.isNaN(b) ? NaN : Math.max(a, b);
}

function burnRatesOf({ recent, target }: MeasuredSlo): BurnRates {
  return Object.fromEntries(
    burnWindows.map(window => {
      const ratio = recent.get(window) ?? NaN;
      const usable = ratio >= 0 && ratio <= 1;
      return [window, usable ? burnRate(1 - ratio, target) : null];
    }),
  );
}

/** An SLO's record from its recording rules; of a grouped one the worst group speaks, and all are listed. */
export function measuredSlo(
  slo: MeasuredSlo,
  context: FormatContext,
): EvidenceInput<'slo'> {
  const { name, target, window, method } = slo;
  const { worst, groups } = combineGroups(
    slo.errors.map(({ group, ratio }) => ({
      name: group,
      result: sliOf(ratio),
    })),
  );
  const burnRates = burnRatesOf(slo);
  const derived = deriveSloState({
    target,
    window: durationMillis(window),
    sli: worst.sli,
    burnRates,
  });
  return sloRecord(context, slo.source, slo.observedAt, {
    name,
    target,
    window,
    method,
    sli: worst.sli,
    errorBudgetRemaining: derived.remaining,
    burnRates,
    state: worst.state === 'inconsistent' ? 'inconsistent' : derived.state,
    objective: objectiveOf(name),
    ...(slo.series ? { series: slo.series } : {}),
    ...(groups.length > 1
      ? {
          groups: groups.slice(0, 100).map(group => ({
            name: group.name,
            sli: group.result.sli,
            state: group.result.state,
          })),
        }
      : {}),
  });
}
