import { Millis } from '../../time';
import { nextEpisodes } from './episodes';
import { Finding, Sighting } from './Finding';
import { sameJson } from './sameJson';
import { earlier, SeenFinding, withoutUndefined } from './SeenFinding';
import { worstSeverity } from './severity';

/** The scan in which a finding is seen. @internal */
export interface SightContext {
  scanner: string;
  scope: string;
  /** End of the scan. */
  at: Millis;
  /** No scan of this scope has succeeded before. */
  first: boolean;
  /** End of a newer success that is already known: this scan arrived late and may not change what is open. */
  newerSuccessAt?: Millis;
}

const sightingsKept = 20;
const episodesKept = 10;
const severitiesKept = 20;

/** The finding after one scan has seen it; the same object when that says nothing new. @internal */
export function sightFinding(
  existing: Finding | undefined,
  seen: SeenFinding,
  scan: SightContext,
): Finding {
  const before = existing ?? discovered(seen, scan);
  const changed = attributes(before, seen, scan);
  const sightings = nextSightings(before, seen, scan, changed.version);
  const present = sightings.filter(sighting => sighting.gone === undefined);
  const severity =
    scan.newerSuccessAt !== undefined || present.length === 0
      ? before.severity
      : worstSeverity(present.map(sighting => sighting.severity));
  const after: Finding = withoutUndefined({
    ...before,
    ...changed,
    severity,
    severities:
      severity === before.severity
        ? before.severities
        : [...before.severities, { at: scan.at, severity }].slice(
            -severitiesKept,
          ),
    sightings,
    episodes: nextEpisodes(before, seen, sightings, scan).slice(-episodesKept),
  });
  if (existing && sameJson(existing, after)) return existing;
  return { ...after, lastSeen: Math.max(before.lastSeen, scan.at) };
}

/** Whether a sighting comes from that scanner and scope. @internal */
export function isOf(
  sighting: Sighting,
  scan: { scanner: string; scope: string },
): boolean {
  return sighting.scanner === scan.scanner && sighting.scope === scan.scope;
}

function discovered(seen: SeenFinding, scan: SightContext): Finding {
  const { detectedAt, end, dismissed, severity, ...rest } = seen;
  const openedAt = Math.min(detectedAt ?? scan.at, scan.at);
  const imported = scan.first && detectedAt === undefined;
  return {
    ...rest,
    severity,
    severities: [{ at: openedAt, severity }],
    sightings: [],
    episodes: [{ openedAt, ...(imported ? { imported } : {}) }],
    lastSeen: scan.at,
  };
}

/** @param version - of the finding after this scan */
function nextSightings(
  before: Finding,
  seen: SeenFinding,
  scan: SightContext,
  version: string | undefined,
): Sighting[] {
  const sightings = versioned(before.sightings, before.version, version);
  const known = sightings.find(sighting => isOf(sighting, scan));
  if (known && scan.newerSuccessAt !== undefined) return sightings;
  const gone =
    scan.newerSuccessAt ??
    (seen.end ? Math.min(seen.end.at ?? scan.at, scan.at) : undefined);
  const own: Sighting = withoutUndefined({
    scanner: scan.scanner,
    scope: scan.scope,
    severity: seen.severity,
    version: seen.version === version ? undefined : seen.version,
    // A dismissal without a date counts from the first scan that shows it.
    dismissed: seen.dismissed && {
      ...seen.dismissed,
      at: seen.dismissed.at ?? known?.dismissed?.at ?? scan.at,
    },
    gone,
  });
  return known
    ? sightings.map(sighting => (sighting === known ? own : sighting))
    : bounded([...sightings, own]);
}

/** Sightings of a finding whose version changes: each goes on to say which one it sees. */
export function versioned(
  sightings: readonly Sighting[],
  before: string | undefined,
  after: string | undefined,
): Sighting[] {
  if (before === after) return [...sightings];
  return sightings.map(sighting => {
    const own = sighting.version ?? before;
    return withoutUndefined({
      ...sighting,
      version: own === after ? undefined : own,
    });
  });
}

/** Forgets the scanners that stopped seeing it first, when there are too many to keep. */
function bounded(sightings: Sighting[]): Sighting[] {
  if (sightings.length <= sightingsKept) return sightings;
  return sightings
    .sort((a, b) => (b.gone ?? Infinity) - (a.gone ?? Infinity) || 0)
    .slice(0, sightingsKept);
}

/** What a scan says of a finding; one that arrives late only fills what no newer one has said. */
function attributes(
  before: Finding,
  seen: SeenFinding,
  scan: SightContext,
): Partial<Finding> {
  const aliases = new Set([...before.aliases, ...seen.aliases]);
  const fixDate =
    seen.fixAvailableAt ??
    (seen.fixedVersion === undefined ? undefined : scan.at);
  const [newer, older] =
    scan.newerSuccessAt === undefined ? [seen, before] : [before, seen];
  return {
    aliases: [...aliases].sort().slice(0, 50),
    version: newer.version ?? older.version,
    title: before.title ?? seen.title,
    url: before.url ?? seen.url,
    status: newer.status ?? older.status,
    fixedVersion: newer.fixedVersion ?? older.fixedVersion,
    publishedAt: earlier(before.publishedAt, seen.publishedAt),
    fixAvailableAt: earlier(before.fixAvailableAt, fixDate),
    kevAddedAt: earlier(before.kevAddedAt, seen.kevAddedAt),
    kevDueAt: newer.kevDueAt ?? older.kevDueAt,
    automatable: newer.automatable ?? older.automatable,
    technicalImpact: newer.technicalImpact ?? older.technicalImpact,
    epss: newer.epss ?? older.epss,
  };
}
