import { Millis } from '../../time';
import { PatchClock } from '../settings';
import { Episode, Finding } from './Finding';

/** Where the clock of an episode starts. @internal */
export interface ClockStart {
  /** Absent while the clock does not run. */
  at?: Millis;
  /** The clock that was used, which is `detected` where the chosen one has no date. */
  basis: PatchClock;
}

/**
 * Start of the clock under a policy.
 *
 * @remarks
 * Without a date of publication, or for a vulnerability that is not known to be exploited, the clock of detection runs:
 * a missing date never stops a clock. Only `fix-available` waits, until there is something to apply.
 * @internal
 */
export function clockStart(
  finding: Finding,
  episode: Episode,
  clock: PatchClock,
): ClockStart {
  if (clock === 'fix-available') {
    return { at: finding.fixAvailableAt, basis: clock };
  }
  const dates: Record<
    Exclude<PatchClock, 'fix-available'>,
    Millis | undefined
  > = {
    detected: episode.openedAt,
    published: finding.publishedAt,
    'kev-added': finding.kevAddedAt,
  };
  const at = dates[clock];
  return at === undefined
    ? { at: episode.openedAt, basis: 'detected' }
    : { at, basis: clock };
}
