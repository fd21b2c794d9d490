import { Millis } from '../../time';
import { earliestAfter, inWindow, nextCrossing, Window } from '../select';
import { TrackedFinding } from './TrackedFinding';

/** How long it took from detection to closure, for what was closed in a window. @internal */
export interface RemediationTimes {
  /** Seconds. */
  times: number[];
  /** How many of them were there when the scope was first scanned, and so took at least that long. */
  imported: number;
  validUntil?: Millis;
}

/**
 * Times to remediate.
 *
 * @remarks From detection, whatever clock the due date has. Withdrawn findings and those whose file is gone were not remediated.
 * @internal
 */
export function remediationTimes(
  tracked: Iterable<TrackedFinding>,
  window: Window,
): RemediationTimes {
  const result: RemediationTimes = { times: [], imported: 0 };
  let validUntil: Millis | undefined;
  for (const { episode } of tracked) {
    const { openedAt, closedAt, closure, imported } = episode;
    if (closedAt === undefined) continue;
    if (closure !== 'absent' && closure !== 'fixed') continue;
    validUntil = earliestAfter(window.to, [
      validUntil,
      nextCrossing(window, closedAt),
    ]);
    if (!inWindow(window, closedAt)) continue;
    result.times.push((closedAt - openedAt) / 1000);
    if (imported) result.imported += 1;
  }
  return validUntil === undefined ? result : { ...result, validUntil };
}
