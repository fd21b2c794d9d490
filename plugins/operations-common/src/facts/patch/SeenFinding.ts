import { ScanFinding } from '../../evidence/kinds';
import { Millis, toMillis } from '../../time';
import { PatchSeverity } from '../settings';
import { AliasClosure } from './AliasClosure';
import { Closure, Finding, Sighting } from './Finding';
import { packageKey, purlVersion } from './packageKey';
import { worstSeverity } from './severity';
import { isCve } from './vulnerabilityId';

/** What a scanner writes as status when the file that had the finding is gone. @internal */
export const locationGone = 'location-gone';

type Attributes = Pick<
  Finding,
  | 'key'
  | 'vulnerability'
  | 'aliases'
  | 'package'
  | 'packageName'
  | 'version'
  | 'location'
  | 'title'
  | 'url'
  | 'status'
  | 'fixedVersion'
  | 'publishedAt'
  | 'fixAvailableAt'
  | 'kevAddedAt'
  | 'kevDueAt'
  | 'automatable'
  | 'technicalImpact'
  | 'epss'
>;

/** A finding that is back within this time never was away. @internal */
export const reopenMillis: Millis = 7 * 24 * 60 * 60 * 1000;

const versionsKept = 10;

/** All rows of one scan that are the same finding. @internal */
export interface SeenFinding extends Attributes {
  severity: PatchSeverity;
  /** The scanner's own date of detection. */
  detectedAt?: Millis;
  dismissed?: Sighting['dismissed'];
  /** The scanner itself says that it is over. */
  end?: { at?: Millis; closure: Exclude<Closure, 'absent'> };
}

/** Identity of a finding within its entity. @internal */
export function findingKey(
  vulnerability: string,
  pkg: string,
  location?: string,
): string {
  return [vulnerability, pkg, location ?? ''].join('|');
}

/**
 * The rows of a scan by finding: canonical ids, packages without versions, duplicates folded.
 *
 * @internal
 */
export function seenFindings(
  rows: readonly ScanFinding[],
  closure: AliasClosure,
): Map<string, SeenFinding> {
  const seen = new Map<string, SeenFinding>();
  for (const row of rows) {
    for (const vulnerability of closure.canonical(row.vulnerability)) {
      const found = readRow(row, vulnerability, closure);
      const other = seen.get(found.key);
      seen.set(found.key, other ? foldRows(other, found) : found);
    }
  }
  return seen;
}

function readRow(
  row: ScanFinding,
  vulnerability: string,
  closure: AliasClosure,
): SeenFinding {
  const pkg = packageKey({
    name: row.package,
    ecosystem: row.ecosystem,
    purl: row.purl,
  });
  const location = row.location?.trim().replace(/^(\.?\/)+/, '') || undefined;
  const version = row.version ?? (row.purl ? purlVersion(row.purl) : undefined);
  return withoutUndefined({
    key: findingKey(vulnerability, pkg, location),
    vulnerability,
    aliases: closure
      .others([row.vulnerability, ...(row.aliases ?? [])])
      .filter(id => id !== vulnerability && !isCve(id))
      .slice(0, 50),
    package: pkg,
    packageName: row.package,
    version: version || undefined,
    location,
    title: row.title || undefined,
    url: row.url || undefined,
    status: row.status || undefined,
    fixedVersion: row.fixedVersion || undefined,
    publishedAt: instant(row.publishedAt),
    fixAvailableAt: instant(row.fixAvailableAt),
    kevAddedAt: instant(row.kevAddedAt),
    kevDueAt: instant(row.kevDueAt),
    automatable: row.automatable ?? undefined,
    technicalImpact: row.technicalImpact ?? undefined,
    epss: row.epss ?? undefined,
    severity: row.severity,
    detectedAt: instant(row.detectedAt),
    dismissed: readDismissal(row),
    end: readEnd(row),
  });
}

function readDismissal(row: ScanFinding): SeenFinding['dismissed'] {
  if (!row.dismissed) return undefined;
  const { reason, at, by } = row.dismissed;
  return withoutUndefined({ reason, at: instant(at), by: by ?? undefined });
}

function readEnd(row: ScanFinding): SeenFinding['end'] {
  if (row.withdrawnAt) {
    return { at: toMillis(row.withdrawnAt), closure: 'withdrawn' };
  }
  if (row.fixedAt) return { at: toMillis(row.fixedAt), closure: 'fixed' };
  return row.status === locationGone ? { closure: 'stale' } : undefined;
}

/** Two rows of one finding: the worse severity, the earlier clock; over or set aside only if both are. */
function foldRows(a: SeenFinding, b: SeenFinding): SeenFinding {
  return withoutUndefined({
    ...b,
    ...a,
    aliases: [...new Set([...a.aliases, ...b.aliases])].sort().slice(0, 50),
    version: foldVersions(a.version, b.version),
    severity: worstSeverity([a.severity, b.severity]),
    detectedAt: detection(a, b),
    publishedAt: earlier(a.publishedAt, b.publishedAt),
    fixAvailableAt: earlier(a.fixAvailableAt, b.fixAvailableAt),
    kevAddedAt: earlier(a.kevAddedAt, b.kevAddedAt),
    dismissed: foldDismissals(a, b),
    end: a.end && b.end && laterEnd(a.end, b.end),
  });
}

/** Set aside only where every row that is not over is. */
function foldDismissals(
  a: SeenFinding,
  b: SeenFinding,
): SeenFinding['dismissed'] {
  if (a.end && !b.end) return b.dismissed;
  if (b.end && !a.end) return a.dismissed;
  return a.dismissed && b.dismissed;
}

/** All of them: what is said of one version does not hold for another. */
function foldVersions(a?: string, b?: string): string | undefined {
  if (a === b || a === undefined || b === undefined) return a ?? b;
  const all = new Set([...a.split(', '), ...b.split(', ')]);
  return [...all].sort().slice(0, versionsKept).join(', ');
}

/** An alert that was over for more than the reopening time says nothing about the clock of a newer one. */
function detection(a: SeenFinding, b: SeenFinding): Millis | undefined {
  const [over, open] = a.end ? [a, b] : [b, a];
  const overAt = over.end?.at;
  const apart =
    overAt !== undefined &&
    open.detectedAt !== undefined &&
    open.detectedAt - overAt > reopenMillis;
  return apart ? open.detectedAt : earlier(a.detectedAt, b.detectedAt);
}

function laterEnd(
  a: NonNullable<SeenFinding['end']>,
  b: NonNullable<SeenFinding['end']>,
): SeenFinding['end'] {
  return (b.at ?? Infinity) > (a.at ?? Infinity) ? b : a;
}

/** The earlier of two instants, either of which may be unknown. @internal */
export function earlier(a?: Millis, b?: Millis): Millis | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return Math.min(a, b);
}

/** Leaves out what is undefined, so that equal records have equal JSON. @internal */
export function withoutUndefined<T extends object>(value: T): T {
  // A copy, because an object from which keys were deleted is slow to read and large.
  const copy: Partial<T> = {};
  for (const key of Object.keys(value) as (keyof T)[]) {
    if (value[key] !== undefined) copy[key] = value[key];
  }
  return copy as T;
}

function instant(text: string | null | undefined): Millis | undefined {
  return text ? toMillis(text) : undefined;
}
