import { PatchSeverity } from '../settings';

const ranks: Record<PatchSeverity, number> = {
  critical: 4,
  high: 3,
  unknown: 2,
  medium: 1,
  low: 0,
};

/** All severities, worst first; `unknown` stands below `high` because it gets the time of `high`. @internal */
export const severities: readonly PatchSeverity[] = [
  'critical',
  'high',
  'unknown',
  'medium',
  'low',
];

/** Positive when `a` is worse than `b`. @internal */
export function compareSeverity(a: PatchSeverity, b: PatchSeverity): number {
  return ranks[a] - ranks[b];
}

/** The worst of those that are known; `unknown` only when none is. @internal */
export function worstSeverity(
  candidates: Iterable<PatchSeverity>,
): PatchSeverity {
  let worst: PatchSeverity = 'unknown';
  for (const severity of candidates) {
    if (severity === 'unknown') continue;
    if (worst === 'unknown' || compareSeverity(severity, worst) > 0) {
      worst = severity;
    }
  }
  return worst;
}
