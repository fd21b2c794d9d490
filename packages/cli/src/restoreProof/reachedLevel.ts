import { RestoreCheck } from '@backstage-operations/plugin-operations-formats';
import { proofLevels } from '@backstage-operations/plugin-operations-common';

/** A step of the ladder up to which files alone can prove; L5 needs a signed statement. */
export type FileProofLevel = Exclude<(typeof proofLevels)[number], 'L5'>;

/** A check with the step of the ladder that it is needed for. */
export interface LevelCheck extends RestoreCheck {
  level: FileProofLevel;
}

/**
 * The highest level that has checks, all of which passed, as have those of every level below.
 *
 * @remarks A skipped check is not a passed one.
 */
export function reachedLevel(
  checks: readonly LevelCheck[],
): FileProofLevel | null {
  let reached: FileProofLevel | null = null;
  for (const level of ['L0', 'L1', 'L2', 'L3', 'L4'] as const) {
    const own = checks.filter(check => check.level === level);
    if (own.length === 0) return reached;
    if (own.some(check => check.result !== 'pass')) return reached;
    reached = level;
  }
  return reached;
}
