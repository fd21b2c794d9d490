import type { DataType } from './backup/BackupPolicy';
import type { BackupStrategyRow } from './backup/strategy';
import { auditTypes, maintenanceActivities } from '../evidence/kinds';

/** A row of the maintenance schedule. @public */
export type MaintenanceActivity = (typeof maintenanceActivities)[number];

/** A kind of audit with a cadence of its own. @public */
export type AuditType = (typeof auditTypes)[number];

/** A support tier, most urgent first. @public */
export type SupportTier = 'P1' | 'P2' | 'P3' | 'P4';

/** Severity a finding's clock is chosen by. @public */
export type PatchSeverity = 'critical' | 'high' | 'medium' | 'low' | 'unknown';

/** Where the clock of a finding starts. @public */
export type PatchClock =
  | 'detected'
  | 'published'
  | 'fix-available'
  | 'kev-added';

/** Named sets of remediation times. @public */
export type PatchPreset =
  | 'seed-07'
  | 'seed-08'
  | 'pci-dss'
  | 'fedramp'
  | 'cisa-bod-26-04';

/**
 * The organisation's choices that change figures; every one has a default and is shown beside the figure.
 *
 * @public
 */
export interface OperationsSettings {
  calendar: {
    /** IANA zone of business days. */
    timeZone: string;
    /** Weekdays worked, 1 = Monday. */
    workdays: readonly number[];
    /** First and last working hour, 0..24. */
    hours: { from: number; to: number };
    /** ISO dates without work. */
    holidays: readonly string[];
  };
  incidents: {
    /** Acknowledge within, per severity; `business` counts working time only. */
    responseTargets: Record<
      'sev-1' | 'sev-2' | 'sev-3' | 'sev-4',
      { within: string; business?: boolean }
    >;
    /** Business days until a review of SEV-1 and SEV-2 is due. */
    reviewBusinessDays: number;
  };
  patch: { clock: PatchClock; preset: PatchPreset; maxScanAge: string };
  maintenance: {
    /** How often each activity is done, and how late it may be; `every: null` is as needed, which for security patches means the patch preset. */
    schedule: Record<
      MaintenanceActivity,
      { every: string | null; grace: string }
    >;
  };
  audits: {
    /** How often each kind of audit has to be passed. */
    every: Record<AuditType, string>;
  };
  support: {
    /** Answer and solve within, per tier; `business` counts the answer in working time only. */
    targets: Record<
      SupportTier,
      { response: string; resolution: string; business?: boolean }
    >;
  };
  backup: {
    /** How long a restore proof lasts when the policy names no time. */
    proofTtl: string;
    /** Rows that replace those of the default backup strategy. */
    strategy?: Partial<Record<DataType, BackupStrategyRow>>;
  };
}

/** The defaults, from the seed documents. @public */
export const defaultSettings: OperationsSettings = {
  calendar: {
    timeZone: 'UTC',
    workdays: [1, 2, 3, 4, 5],
    hours: { from: 9, to: 17 },
    holidays: [],
  },
  incidents: {
    responseTargets: {
      'sev-1': { within: 'PT15M' },
      'sev-2': { within: 'PT1H' },
      'sev-3': { within: 'PT4H' },
      'sev-4': { within: 'P1D', business: true },
    },
    reviewBusinessDays: 5,
  },
  patch: { clock: 'detected', preset: 'seed-08', maxScanAge: 'P7D' },
  maintenance: {
    schedule: {
      'security-patches': { every: null, grace: 'PT0S' },
      'dependency-updates': { every: 'P1M', grace: 'P7D' },
      'os-patches': { every: 'P1M', grace: 'P7D' },
      'database-maintenance': { every: 'P7D', grace: 'P2D' },
      'infrastructure-updates': { every: 'P3M', grace: 'P14D' },
      'major-upgrade': { every: 'P1Y', grace: 'P30D' },
    },
  },
  audits: {
    every: {
      security: 'P1M',
      internal: 'P3M',
      external: 'P1Y',
      'access-review': 'P3M',
      'penetration-test': 'P1Y',
      training: 'P1Y',
    },
  },
  support: {
    targets: {
      P1: { response: 'PT15M', resolution: 'PT4H' },
      P2: { response: 'PT1H', resolution: 'PT24H' },
      P3: { response: 'PT4H', resolution: 'P7D' },
      P4: { response: 'P1D', resolution: 'P14D', business: true },
    },
  },
  backup: { proofTtl: 'P92D' },
};
