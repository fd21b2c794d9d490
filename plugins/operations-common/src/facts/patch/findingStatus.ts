import { FindingStatus } from '../../api/sections';
import { Millis, toIso } from '../../time';
import { ScanStream, streamKey } from './ScanStream';
import {
  activeAt,
  excludedAt,
  isOverdue,
  TrackedFinding,
} from './TrackedFinding';
import { likelihood, VulnerabilityKnowledge } from './VulnerabilityKnowledge';

/**
 * One finding as lists show it at an instant.
 *
 * @param records - ids of the newest whole scan of each stream
 * @internal
 */
export function findingStatus(
  tracked: TrackedFinding,
  streams: ReadonlyMap<string, ScanStream>,
  records: ReadonlyMap<string, string>,
  knowledge: VulnerabilityKnowledge | undefined,
  now: Millis,
): FindingStatus {
  const { finding, episode, clock, flags } = tracked;
  const active = activeAt(tracked, now);
  const excluded = excludedAt(tracked, now);
  const dueAt = active?.dueAt ?? tracked.spans[tracked.spans.length - 1]?.dueAt;
  const scanners = finding.sightings.map(({ scanner }) => scanner);
  return {
    vulnerability: finding.vulnerability,
    aliases: [...finding.aliases],
    package: finding.packageName,
    ...optional('location', finding.location),
    severity: finding.severity,
    state: stateOf(tracked, now),
    ...optional('reason', excluded?.reason ?? endedBecause(tracked)),
    scanners: [...new Set(scanners)].sort(),
    firstSeen: toIso(finding.episodes[0].openedAt),
    lastSeen: toIso(lastSeen(tracked, streams)),
    ...optional('clockStart', isoOf(clock.at)),
    clock: clock.basis,
    ...optional('dueAt', isoOf(dueAt)),
    ...optional('closedAt', isoOf(episode.closedAt)),
    overdue: active !== undefined && isOverdue(active, now),
    ...optional('fixedVersion', finding.fixedVersion),
    kev: finding.kevAddedAt !== undefined,
    ...optional('kevAddedAt', isoOf(finding.kevAddedAt)),
    ...optional('kevDueAt', isoOf(finding.kevDueAt)),
    ...optional('epss', likelihood(finding, knowledge)),
    flags: [...flags],
    evidence: finding.sightings
      .flatMap(sighting => records.get(streamKey(sighting)) ?? [])
      .sort(),
  };
}

function stateOf(tracked: TrackedFinding, now: Millis): FindingStatus['state'] {
  const { closedAt, closure } = tracked.episode;
  if (closedAt === undefined) return excludedAt(tracked, now)?.kind ?? 'open';
  return closure === 'withdrawn' || closure === 'stale' ? closure : 'fixed';
}

function endedBecause({ episode }: TrackedFinding): string | undefined {
  const reasons = {
    absent: 'no longer found by a newer successful scan of the same scope',
    fixed: 'reported as fixed by the scanner',
    withdrawn: 'the advisory was withdrawn',
    stale: 'what was scanned no longer exists',
  };
  return episode.closure && reasons[episode.closure];
}

/** A scan that sees a finding again leaves its record as it is, so the last success of those scans tells. */
function lastSeen(
  { finding }: TrackedFinding,
  streams: ReadonlyMap<string, ScanStream>,
): Millis {
  let last = finding.lastSeen;
  for (const sighting of finding.sightings) {
    if (sighting.gone !== undefined) continue;
    const stream = streams.get(streamKey(sighting));
    last = Math.max(last, stream?.lastSuccessAt ?? last);
  }
  return last;
}

function isoOf(at: Millis | undefined): string | undefined {
  return at === undefined ? undefined : toIso(at);
}

function optional<K extends string, V>(
  key: K,
  value: V | undefined,
): { [key in K]?: V } {
  return value === undefined ? {} : ({ [key]: value } as { [key in K]: V });
}
