import { Millis } from '../../time';
import { Episode, Finding, Sighting } from './Finding';

/**
 * Findings as they stood at an earlier instant, from what is known of them now.
 *
 * @remarks What began later is left out, what ended later is open again, with the severity and the scanners of then.
 * @internal
 */
export function findingsAt(
  findings: readonly Finding[],
  at: Millis,
): readonly Finding[] {
  return findings.flatMap(finding => {
    const episodes = finding.episodes
      .filter(({ openedAt }) => openedAt <= at)
      .map(episode => episodeAt(episode, at));
    return episodes.length === 0 ? [] : [asOf(finding, episodes, at)];
  });
}

function asOf(
  finding: Finding,
  episodes: readonly Episode[],
  at: Millis,
): Finding {
  // The first may be dated later than the detection, when a scan that arrived late moved that.
  const severities = finding.severities.filter(
    (entry, index) => index === 0 || entry.at <= at,
  );
  const { fixAvailableAt, kevAddedAt, kevDueAt, fixedVersion, ...rest } =
    finding;
  const fixed = fixAvailableAt !== undefined && fixAvailableAt <= at;
  const exploited = kevAddedAt !== undefined && kevAddedAt <= at;
  return {
    ...rest,
    episodes,
    sightings: finding.sightings.map(sighting => sightingAt(sighting, at)),
    severity: severities[severities.length - 1]?.severity ?? finding.severity,
    severities,
    lastSeen: Math.min(finding.lastSeen, at),
    // Without a date a fix may have been known all along.
    ...(fixedVersion !== undefined && (fixed || fixAvailableAt === undefined)
      ? { fixedVersion }
      : {}),
    ...(fixed ? { fixAvailableAt } : {}),
    ...(exploited ? { kevAddedAt } : {}),
    ...(exploited && kevDueAt !== undefined ? { kevDueAt } : {}),
  };
}

function episodeAt(episode: Episode, at: Millis): Episode {
  if (episode.closedAt === undefined || episode.closedAt <= at) return episode;
  const { closedAt, closure, ...open } = episode;
  return open;
}

function sightingAt(sighting: Sighting, at: Millis): Sighting {
  const { gone, dismissed, ...rest } = sighting;
  return {
    ...rest,
    ...(gone !== undefined && gone <= at ? { gone } : {}),
    ...(dismissed && (dismissed.at ?? at) <= at ? { dismissed } : {}),
  };
}
