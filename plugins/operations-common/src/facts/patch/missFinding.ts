import { closed, lastGone, replaceLast } from './episodes';
import { Closure, currentEpisode, Finding } from './Finding';
import { Millis } from '../../time';
import { isOf } from './sightFinding';

/** The finding after a complete scan did not see it. @internal */
export function missFinding(
  finding: Finding,
  scan: { scanner: string; scope: string; at: Millis; lastSeen: Millis },
  closure: Closure,
): Finding {
  const sightings = finding.sightings.map(sighting =>
    sighting.gone === undefined && isOf(sighting, scan)
      ? { ...sighting, gone: scan.at }
      : sighting,
  );
  const current = currentEpisode(finding);
  const open =
    current.closedAt !== undefined ||
    sightings.some(sighting => sighting.gone === undefined);
  return {
    ...finding,
    sightings,
    lastSeen: Math.max(finding.lastSeen, scan.lastSeen),
    episodes: open
      ? finding.episodes
      : replaceLast(
          finding.episodes,
          closed(current, lastGone(sightings), closure),
        ),
  };
}

/** Whether the scanner still sees the finding in this scope. @internal */
export function isSeenBy(
  finding: Finding,
  scan: { scanner: string; scope: string },
): boolean {
  return finding.sightings.some(
    sighting => sighting.gone === undefined && isOf(sighting, scan),
  );
}
