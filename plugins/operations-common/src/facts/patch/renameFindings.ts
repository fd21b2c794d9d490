import { AliasClosure } from './AliasClosure';
import { Episode, Finding } from './Finding';
import {
  earlier,
  findingKey,
  reopenMillis,
  withoutUndefined,
} from './SeenFinding';
import { worstSeverity } from './severity';
import { versioned } from './sightFinding';

/**
 * The findings under the canonical ids of today: an alias that was learnt later joins two findings, or splits one.
 *
 * @internal
 */
export function renameFindings(
  findings: ReadonlyMap<string, Finding>,
  closure: AliasClosure,
): ReadonlyMap<string, Finding> {
  const moved: Finding[] = [];
  const kept = new Map<string, Finding>();
  for (const [key, finding] of findings) {
    const ids = closure.canonical(finding.vulnerability);
    if (ids.length === 1 && ids[0] === finding.vulnerability) {
      kept.set(key, finding);
    } else {
      for (const id of ids) moved.push(renamed(finding, id));
    }
  }
  if (moved.length === 0) return findings;
  for (const finding of moved) {
    const other = kept.get(finding.key);
    kept.set(finding.key, other ? joined(other, finding) : finding);
  }
  return kept;
}

function renamed(finding: Finding, vulnerability: string): Finding {
  const aliases = new Set([finding.vulnerability, ...finding.aliases]);
  aliases.delete(vulnerability);
  return {
    ...finding,
    key: findingKey(vulnerability, finding.package, finding.location),
    vulnerability,
    aliases: [...aliases].sort(),
  };
}

/** Two findings that turn out to be one: it has the earlier clock, and is over only when both are. */
function joined(a: Finding, b: Finding): Finding {
  const [first, second] =
    a.episodes[0].openedAt <= b.episodes[0].openedAt ? [a, b] : [b, a];
  const aliases = new Set([...a.aliases, ...b.aliases]);
  aliases.delete(a.vulnerability);
  const version = first.version ?? second.version;
  return withoutUndefined({
    ...second,
    ...first,
    version,
    aliases: [...aliases].sort().slice(0, 50),
    severity: worstSeverity([a.severity, b.severity]),
    severities: [...a.severities, ...b.severities].sort((x, y) => x.at - y.at),
    sightings: joinedSightings(
      versioned(a.sightings, a.version, version),
      versioned(b.sightings, b.version, version),
    ),
    episodes: joinedEpisodes(a, b),
    lastSeen: Math.max(a.lastSeen, b.lastSeen),
    publishedAt: earlier(a.publishedAt, b.publishedAt),
    fixAvailableAt: earlier(a.fixAvailableAt, b.fixAvailableAt),
    kevAddedAt: earlier(a.kevAddedAt, b.kevAddedAt),
  });
}

function joinedSightings(
  a: Finding['sightings'],
  b: Finding['sightings'],
): Finding['sightings'] {
  const byStream = new Map(a.map(sighting => [idOf(sighting), sighting]));
  for (const sighting of b) {
    const other = byStream.get(idOf(sighting));
    if (!other || (other.gone !== undefined && sighting.gone === undefined)) {
      byStream.set(idOf(sighting), sighting);
    }
  }
  return [...byStream.values()];
}

function idOf({ scanner, scope }: { scanner: string; scope: string }): string {
  return JSON.stringify([scanner, scope]);
}

/** The union of both histories; spans that overlap or nearly touch become one. */
function joinedEpisodes(a: Finding, b: Finding): Episode[] {
  const all = [...a.episodes, ...b.episodes].sort(
    (x, y) => x.openedAt - y.openedAt,
  );
  const union: Episode[] = [];
  for (const episode of all) {
    const last = union[union.length - 1];
    if (
      !last ||
      (last.closedAt ?? Infinity) + reopenMillis < episode.openedAt
    ) {
      union.push(episode);
    } else if ((last.closedAt ?? Infinity) < (episode.closedAt ?? Infinity)) {
      const { closedAt, closure, ...open } = last;
      union[union.length - 1] = withoutUndefined({
        ...open,
        closedAt: episode.closedAt,
        closure: episode.closure,
      });
    }
  }
  return union;
}
