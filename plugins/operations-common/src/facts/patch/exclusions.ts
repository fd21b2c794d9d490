import { Evidence } from '../../evidence/Evidence';
import { Millis, toMillis } from '../../time';
import { recordsOf } from '../select';
import { Episode, Finding, Sighting } from './Finding';
import { packageKey, purlVersion } from './packageKey';
import { vulnerabilityId } from './vulnerabilityId';

/** A span in which a finding does not count. @internal */
export interface Exclusion {
  from: Millis;
  /** Absent: without end. */
  to?: Millis;
  kind: 'suppressed' | 'accepted';
  reason: string;
  evidence?: Evidence;
}

/** Exclusions of one finding with what a reader has to be told about them. @internal */
export interface Exclusions {
  spans: Exclusion[];
  flags: string[];
}

/** Statements of people and suppliers about vulnerabilities, by id. @internal */
export interface Statements {
  vex: ReadonlyMap<string, readonly Evidence<'vex'>[]>;
  acceptances: ReadonlyMap<string, readonly Evidence<'risk-acceptance'>[]>;
}

/** Dismissals in a scanner's product that say that the finding does not apply. */
const suppressing = new Set([
  'inaccurate',
  'not_used',
  'false_positive',
  'not_affected',
]);

/** Dismissals that accept the risk, without an end. */
const accepting = new Set(['tolerable_risk', 'accepted']);

/** The statements among the records, oldest first per vulnerability. @internal */
export function statementsOf(evidence: readonly Evidence[]): Statements {
  return {
    vex: byVulnerability(recordsOf(evidence, 'vex')),
    acceptances: byVulnerability(recordsOf(evidence, 'risk-acceptance')),
  };
}

/** When and why an episode of a finding does not count. @internal */
export function exclusionsOf(
  finding: Finding,
  episode: Episode,
  statements: Statements,
): Exclusions {
  const flags: string[] = [];
  const spans = [
    ...dismissalSpans(finding, episode, flags),
    ...vexSpans(matching(finding, statements.vex), flags),
    ...acceptanceSpans(matching(finding, statements.acceptances), flags),
  ];
  return {
    spans: spans
      .filter(({ from, to }) => to === undefined || to > from)
      .sort((a, b) => a.from - b.from),
    flags,
  };
}

function dismissalSpans(
  finding: Finding,
  episode: Episode,
  flags: string[],
): Exclusion[] {
  const last = finding.episodes[finding.episodes.length - 1];
  if (episode !== last) return [];
  const deciding = decidingSightings(finding.sightings);
  const dismissals = deciding.flatMap(({ dismissed }) => dismissed ?? []);
  if (dismissals.length === 0) return [];
  const known = dismissals.filter(
    ({ reason }) => suppressing.has(reason) || accepting.has(reason),
  );
  for (const { reason } of dismissals) {
    if (!suppressing.has(reason) && !accepting.has(reason)) {
      flags.push(`dismissed-but-open: ${reason}`);
    }
  }
  if (known.length < deciding.length) {
    if (known.length > 0) flags.push('dismissed-by-one-scanner-only');
    return [];
  }
  const accepted = known.some(({ reason }) => accepting.has(reason));
  if (accepted) flags.push('acceptance-without-expiry');
  const reasons = [...new Set(known.map(({ reason }) => reason))].sort();
  return [
    {
      from: Math.max(...known.map(({ at }) => at ?? episode.openedAt)),
      kind: accepted ? 'accepted' : 'suppressed',
      reason: `dismissed as ${reasons.join(', ')}`,
    },
  ];
}

/** Those who see it now; of a finding that is over, those who saw it last. */
function decidingSightings(sightings: readonly Sighting[]): Sighting[] {
  const present = sightings.filter(({ gone }) => gone === undefined);
  if (present.length > 0) return present;
  const end = Math.max(...sightings.map(({ gone }) => gone ?? 0));
  return sightings.filter(({ gone }) => gone === end);
}

/** Each statement holds until the next one about the same finding, or until it expires. */
function vexSpans(
  statements: readonly Evidence<'vex'>[],
  flags: string[],
): Exclusion[] {
  const spans: Exclusion[] = [];
  for (const [index, statement] of statements.entries()) {
    const { status, justification } = statement.payload;
    if (status === 'not_affected' || status === 'false_positive') {
      const because = justification ? `: ${justification}` : '';
      spans.push({
        from: toMillis(statement.observedAt),
        to: earliestEnd(statements[index + 1], statement.payload.expiresAt),
        kind: 'suppressed',
        reason: `VEX ${status}${because}`,
        evidence: statement,
      });
    } else if (index === statements.length - 1 && status !== 'affected') {
      flags.push(`vex-${status}`);
    }
  }
  return spans;
}

function acceptanceSpans(
  statements: readonly Evidence<'risk-acceptance'>[],
  flags: string[],
): Exclusion[] {
  const spans: Exclusion[] = [];
  for (const [index, statement] of statements.entries()) {
    const { status, approver, expiresAt } = statement.payload;
    if (status === 'revoked') continue;
    if (approver && expiresAt) {
      spans.push({
        from: toMillis(statement.observedAt),
        to: earliestEnd(statements[index + 1], expiresAt),
        kind: 'accepted',
        reason: `risk accepted by ${approver} until ${expiresAt}`,
        evidence: statement,
      });
    } else if (index === statements.length - 1) {
      flags.push('acceptance-incomplete');
    }
  }
  return spans;
}

function earliestEnd(
  next: Evidence | undefined,
  expiresAt: string | null | undefined,
): Millis | undefined {
  const ends = [next?.observedAt, expiresAt].flatMap(text =>
    text ? [toMillis(text)] : [],
  );
  return ends.length > 0 ? Math.min(...ends) : undefined;
}

function byVulnerability<K extends 'vex' | 'risk-acceptance'>(
  records: readonly Evidence<K>[],
): Map<string, Evidence<K>[]> {
  const found = new Map<string, Evidence<K>[]>();
  for (const record of records) {
    const id = vulnerabilityId(record.payload.vulnerability);
    const list = found.get(id);
    if (list) list.push(record);
    else found.set(id, [record]);
  }
  return found;
}

function matching<K extends 'vex' | 'risk-acceptance'>(
  finding: Finding,
  statements: ReadonlyMap<string, readonly Evidence<K>[]>,
): Evidence<K>[] {
  if (statements.size === 0) return [];
  return [finding.vulnerability, ...finding.aliases]
    .flatMap(id => statements.get(id) ?? [])
    .filter(({ payload }) => isAbout(payload.package, finding))
    .sort(
      (a, b) =>
        toMillis(a.observedAt) - toMillis(b.observedAt) ||
        // The last of one instant holds: one that hides nothing.
        Number(setsAside(b)) - Number(setsAside(a)),
    );
}

function setsAside({ payload }: Evidence<'vex' | 'risk-acceptance'>): boolean {
  return /^(not_affected|false_positive|accepted)$/.test(
    payload.status ?? 'accepted',
  );
}

/** A statement about a package covers that package only, and about a version only that version. */
function isAbout(pkg: string | null | undefined, finding: Finding): boolean {
  if (!pkg) return true;
  if (!pkg.startsWith('pkg:')) {
    const ecosystem = /^([a-z]+):/.exec(finding.package)?.[1];
    return packageKey({ name: pkg, ecosystem }) === finding.package;
  }
  if (packageKey({ name: pkg, purl: pkg }) !== finding.package) return false;
  const version = purlVersion(pkg);
  return (
    version === undefined ||
    // One image may have it in that version and another in a different one.
    decidingSightings(finding.sightings).every(
      sighting => (sighting.version ?? finding.version) === version,
    )
  );
}
