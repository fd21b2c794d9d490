import {
  DatasetStatus,
  FindingStatus,
  PatchStatus,
} from '@backstage-operations/plugin-operations-common';
import { daysAgo } from './instants';

/** A data set of which nothing but its policy is known, unless said otherwise. @internal */
export function buildDataset(
  parts: Partial<DatasetStatus> = {},
): DatasetStatus {
  return {
    dataset: 'orders',
    dataType: 'database',
    policy: {
      schedule: 'PT1H',
      retention: 'P90D',
      location: 'off-site',
      restoreTest: { every: 'P92D', minLevel: 'L3' },
      from: 'default',
    },
    verdict: 'unknown',
    checks: [],
    slots: [],
    successRate: {
      value: null,
      good: 0,
      expected: 0,
      reason: 'no backup run was ever reported',
    },
    exposureSeconds: null,
    worstExposureSeconds: null,
    proof: {
      level: null,
      ladder: [],
      missing: null,
      extra: null,
      mismatched: null,
    },
    achievedRtoSeconds: null,
    suspicious: [],
    evidence: [],
    ...parts,
  };
}

/** An open finding that is overdue since yesterday, unless said otherwise. @internal */
export function buildFinding(
  parts: Partial<FindingStatus> = {},
): FindingStatus {
  return {
    vulnerability: 'CVE-2026-0001',
    aliases: [],
    package: 'openssl',
    severity: 'critical',
    state: 'open',
    scanners: ['trivy'],
    firstSeen: daysAgo(3),
    lastSeen: daysAgo(0),
    clockStart: daysAgo(3),
    clock: 'detected',
    dueAt: daysAgo(1),
    overdue: true,
    kev: false,
    flags: [],
    evidence: ['01J00000000000000000000000'],
    ...parts,
  };
}

/** One scanned scope without findings, unless said otherwise. @internal */
export function buildPatch(parts: Partial<PatchStatus> = {}): PatchStatus {
  return {
    clock: 'detected',
    preset: 'seed-08',
    compliance: {
      value: null,
      inTime: 0,
      due: 0,
      reason: 'No finding was due or closed within P90D.',
    },
    open: { critical: 0, high: 0, medium: 0, low: 0, unknown: 0 },
    due: [],
    overdue: 0,
    oldestOverdueSeconds: null,
    mttrSeconds: { median: null, p90: null, n: 0 },
    distinctVulnerabilities: 0,
    scans: [
      {
        scanner: 'trivy',
        scope: 'shop',
        completedAt: daysAgo(0),
        status: 'success',
        stale: false,
        evidence: '01J00000000000000000000000',
      },
    ],
    suppressed: 0,
    accepted: 0,
    knowledge: [],
    endOfLife: [],
    top: [],
    burndown: [],
    ...parts,
  };
}
