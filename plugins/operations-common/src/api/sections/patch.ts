import type { PatchSeverity } from '../../facts/settings';

/** What a finding can have come to. @public */
export const findingStates = [
  'open',
  'fixed',
  'suppressed',
  'accepted',
  'withdrawn',
  'stale',
] as const;

/** One finding with its clock. @public */
export interface FindingStatus {
  vulnerability: string;
  aliases: string[];
  package: string;
  location?: string;
  severity: PatchSeverity;
  state: (typeof findingStates)[number];
  reason?: string;
  scanners: string[];
  firstSeen: string;
  lastSeen: string;
  /** Absent while the clock does not run: there is no fix yet. */
  clockStart?: string;
  clock: string;
  dueAt?: string;
  closedAt?: string;
  overdue: boolean;
  fixedVersion?: string;
  kev?: boolean;
  /** When it was listed as exploited, and by when the list wants it fixed; that may lie before the entry. */
  kevAddedAt?: string;
  kevDueAt?: string;
  epss?: number;
  flags: string[];
  /** Ids of the records that say so: the newest whole scans of those who see it. */
  evidence: string[];
}

/** Patch compliance of an entity. @public */
export interface PatchStatus {
  clock: string;
  preset: string;
  /** Why nothing is known of now: a scope without a fresh scan. All figures are then those of the last scans, never of now. */
  notKnown?: string;
  compliance: {
    value: number | null;
    inTime: number;
    due: number;
    reason?: string;
  };
  /** Findings by severity. */
  open: Record<string, number>;
  /** Open findings by severity and by when they are due, the most urgent first. */
  due: {
    within: 'overdue' | 'P7D' | 'P30D' | 'later' | 'none';
    open: Record<string, number>;
  }[];
  overdue: number;
  oldestOverdueSeconds: number | null;
  mttrSeconds: { median: number | null; p90: number | null; n: number };
  distinctVulnerabilities: number;
  scans: {
    scanner: string;
    scope: string;
    completedAt: string;
    status: string;
    stale: boolean;
    /** Id of the record of the newest whole scan. */
    evidence?: string;
  }[];
  suppressed: number;
  accepted: number;
  /** What beside the scanners' own words is known of vulnerabilities, and how old that is. */
  knowledge: {
    feed: 'kev' | 'epss';
    origin: 'bundled' | 'configured';
    version?: string;
    publishedAt: string;
    entries: number;
    /** SHA-256 of the entries. */
    digest: string;
    error?: string;
  }[];
  endOfLife: { product: string; version?: string; since?: string }[];
  /** Overdue first, then by due date; at most 50. */
  top: FindingStatus[];
  /** Overdue findings per day, oldest first. */
  burndown: { at: string; overdue: number; open: number }[];
}
