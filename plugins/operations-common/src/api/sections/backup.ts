import { EvidenceRef } from '../../evidence/Evidence';

/** One part of a data set's compliance. @public */
export interface BackupCheck {
  id: 'freshness' | 'success-rate' | 'retention' | 'location' | 'restore-proof';
  verdict: 'pass' | 'fail' | 'stale' | 'unknown';
  reason: string;
}

/** One data set with what was asked and what is proven. @public */
export interface DatasetStatus {
  dataset: string;
  dataType: string;
  policy: {
    schedule: string;
    retention?: string;
    location?: string;
    rpo?: string;
    rto?: string;
    restoreTest: { every: string; minLevel: string };
    /** `evidence`, `annotation`, `config` or `default`. */
    from: string;
  };
  verdict: 'pass' | 'fail' | 'stale' | 'unknown';
  checks: BackupCheck[];
  lastGood?: {
    id: string;
    completedAt: string;
    recoveryPoint: string;
    sizeBytes?: number;
    tool?: string;
  };
  lastRun?: {
    id: string;
    completedAt?: string;
    outcome: string;
    reason?: string;
  };
  /** Expected slots of the last 30 days, oldest first; neighbours in the same state are one entry. */
  slots: {
    from: string;
    to: string;
    /** How many slots the entry stands for. */
    count: number;
    state:
      | 'good'
      | 'partial'
      | 'failed'
      | 'never-ran'
      /** A run of which nobody can tell whether it was whole. */
      | 'unknown'
      | 'pending'
      | 'excluded';
    reason?: string;
  }[];
  successRate: {
    value: number | null;
    good: number;
    expected: number;
    reason?: string;
  };
  /** Seconds since the recovery point of the last good run. */
  exposureSeconds: number | null;
  /** Worst exposure in the window, seconds. */
  worstExposureSeconds: number | null;
  proof: {
    level: string | null;
    at?: string;
    expiresAt?: string;
    /** Each step of the ladder, reached or not, with the reason. */
    ladder: { level: string; reached: boolean; reason: string }[];
    negativeControlAt?: string;
    /** Files of the latest restore; null when it does not say or there was none. */
    missing: number | null;
    extra: number | null;
    mismatched: number | null;
    reason?: string;
  };
  /** Seconds from declaration to usable and validated. */
  achievedRtoSeconds: number | null;
  suspicious: string[];
  evidence: EvidenceRef[];
}

/** Disaster recovery drills, newest first. @public */
export interface DrillStatus {
  scenario: string;
  approach?: string;
  declaredAt: string;
  usableAt?: string;
  outcome: string;
  recoverySeconds: number | null;
  lessonsUrl?: string;
  evidence: EvidenceRef;
}
