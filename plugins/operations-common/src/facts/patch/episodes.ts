import { Millis } from '../../time';
import { Closure, Episode, Finding, Sighting } from './Finding';
import { reopenMillis, SeenFinding } from './SeenFinding';
import type { SightContext } from './sightFinding';

/** The episodes of a finding after a scan has seen it, or has said itself that it is over. @internal */
export function nextEpisodes(
  before: Finding,
  seen: SeenFinding,
  sightings: readonly Sighting[],
  scan: SightContext,
): readonly Episode[] {
  const episodes = openedEarlier(before.episodes, seen, scan);
  const current = episodes[episodes.length - 1];
  const present = sightings.some(sighting => sighting.gone === undefined);
  if (current.closedAt === undefined) {
    if (present) return episodes;
    const closure = seen.end?.closure ?? 'absent';
    return replaceLast(episodes, closed(current, lastGone(sightings), closure));
  }
  const again = present || scan.newerSuccessAt !== undefined;
  if (!again || scan.at <= current.closedAt) {
    return present ? replaceLast(episodes, reopened(current)) : episodes;
  }
  const backAt =
    seen.detectedAt && seen.detectedAt > current.closedAt
      ? Math.min(seen.detectedAt, scan.at)
      : scan.at;
  const same = backAt - current.closedAt <= reopenMillis;
  const next: Episode = same ? reopened(current) : { openedAt: backAt };
  const list = same ? replaceLast(episodes, next) : [...episodes, next];
  return present
    ? list
    : replaceLast(list, closed(next, scan.newerSuccessAt ?? scan.at, 'absent'));
}

/** An earlier date of detection moves the clock of the episode that it falls to; it never moves it later. */
function openedEarlier(
  episodes: readonly Episode[],
  seen: SeenFinding,
  scan: SightContext,
): readonly Episode[] {
  const current = episodes[episodes.length - 1];
  const at = Math.min(seen.detectedAt ?? scan.at, scan.at);
  const previousEnd = episodes[episodes.length - 2]?.closedAt ?? -Infinity;
  if (at > previousEnd && at < current.openedAt) {
    const { imported, ...dated } = current;
    const unsure = imported && seen.detectedAt === undefined;
    return replaceLast(episodes, {
      ...dated,
      openedAt: at,
      ...(unsure ? { imported } : {}),
    });
  }
  if (at < episodes[0].openedAt) {
    return [{ ...episodes[0], openedAt: at }, ...episodes.slice(1)];
  }
  return episodes;
}

/** When the last scanner stopped seeing it. @internal */
export function lastGone(sightings: readonly Sighting[]): Millis {
  return Math.max(...sightings.map(({ gone }) => gone ?? 0));
}

/** The episode with its end; it never ends before it began. @internal */
export function closed(
  episode: Episode,
  at: Millis,
  closure: Closure,
): Episode {
  return { ...episode, closedAt: Math.max(at, episode.openedAt), closure };
}

function reopened(episode: Episode): Episode {
  const { closedAt, closure, ...open } = episode;
  return open;
}

/** The list with another last element. @internal */
export function replaceLast<T>(list: readonly T[], last: T): readonly T[] {
  return [...list.slice(0, -1), last];
}
