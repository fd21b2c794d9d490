import { Millis } from '../../time';
import { PatchSeverity } from '../settings';

/** A finding as one scanner sees it in one scope. @public */
export interface Sighting {
  scanner: string;
  scope: string;
  severity: PatchSeverity;
  /** The version it sees, where that is not the finding's. */
  version?: string;
  /** Somebody set it aside in the scanner's own product. */
  dismissed?: { reason: string; at?: Millis; by?: string };
  /** From when on this scanner no longer sees it; absent while it does. */
  gone?: Millis;
}

/** Why an episode ended: only `absent` and `fixed` are remediation. @public */
export type Closure = 'absent' | 'fixed' | 'withdrawn' | 'stale';

/** A stretch of time in which a finding existed. @public */
export interface Episode {
  /** Detection: the scanner's own date, else the end of the scan that saw it first. */
  openedAt: Millis;
  /** It was there when the scope was scanned for the first time, so it may be older than `openedAt`. */
  imported?: boolean;
  closedAt?: Millis;
  closure?: Closure;
}

/**
 * One vulnerability in one package at one place of one entity, with everything its clocks need.
 *
 * @remarks
 * Plain JSON of bounded size, so that a ledger keeps it in a table row. It holds no policy: which clock runs and what is
 * overdue is computed from it. An open finding is not rewritten by a scan that sees it again; `lastSeen` is then the last
 * success of the scans that see it.
 * @public
 */
export interface Finding {
  /** Identity within the entity: vulnerability, package without version, place. */
  key: string;
  /** Canonical id, see {@link AliasClosure}. */
  vulnerability: string;
  /** Other ids of the same vulnerability, sorted. */
  aliases: readonly string[];
  /** Normalised package with its ecosystem, `npm:lodash`. */
  package: string;
  /** The package as the scanner writes it. */
  packageName: string;
  /** As seen last; several, separated by commas, where one scan sees several at the same place. */
  version?: string;
  location?: string;
  title?: string;
  url?: string;
  /** Worst of the scanners that see it. */
  severity: PatchSeverity;
  /** Every severity it has had, oldest first; the first at its detection. */
  severities: readonly { at: Millis; severity: PatchSeverity }[];
  sightings: readonly Sighting[];
  /** Oldest first; the last is the current one. */
  episodes: readonly Episode[];
  /** End of the last scan that saw it and changed this record. */
  lastSeen: Millis;
  /** The scanner's word, kept for what it says about fixes: `will_not_fix`, … */
  status?: string;
  fixedVersion?: string;
  publishedAt?: Millis;
  /** The scanner's date of the fix, else the first scan that named a fixed version. */
  fixAvailableAt?: Millis;
  kevAddedAt?: Millis;
  kevDueAt?: Millis;
  automatable?: boolean;
  technicalImpact?: 'partial' | 'total';
  epss?: number;
}

/** The episode that is current or was last. @internal */
export function currentEpisode(finding: Finding): Episode {
  return finding.episodes[finding.episodes.length - 1];
}
