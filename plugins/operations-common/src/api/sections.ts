import { EvidenceRef } from '../evidence/Evidence';
import { FactResult, FactValue } from '../facts/Fact';
import { RuleOperator } from '../scorecards/Scorecard';

/** One tile: a fact with its target and a short trend. @public */
export interface Metric extends Omit<FactResult, 'fact'> {
  /** `availability mtta mttr mtbf csat backupSuccessRate patchCompliance p95 coverage openCriticals` */
  id: string;
  fact: string;
  title: string;
  target: FactValue;
  op: RuleOperator;
  /** Null when there is no value, and no known bound of it that settles the question. */
  meets: boolean | null;
  /** Oldest first; null where nothing was known. Absent under five samples' worth of history. */
  trend?: { at: string; value: number | null }[];
}

/** One service level objective as the tab shows it. @public */
export interface SloStatus {
  name: string;
  objective?: string;
  target: number;
  window: string;
  method: string;
  sli: number | null;
  errorBudgetRemaining: number | null;
  burnRates: Record<string, number | null>;
  coverage?: number;
  state: 'ok' | 'burning' | 'breached' | 'no-data' | 'inconsistent';
  /** In words: what the state rests on, and what is missing. */
  reason?: string;
  /** ISO 8601 duration until nothing is left, `never` or `exhausted`. */
  timeToExhaustion?: string;
  alertRules: { name: string; health: string; severity?: string }[];
  firing: string[];
  alerting: boolean;
  observedAt: string;
  evidence: EvidenceRef;
}

/** The four golden signals; null is not measured. @public */
export interface GoldenSignals {
  latencyMs: { p50: number | null; p95: number | null; p99: number | null };
  trafficRps: number | null;
  errorRatio: number | null;
  saturation: {
    cpu: number | null;
    memory: number | null;
    disk: number | null;
    network: number | null;
  };
  observedAt: string;
  evidence: EvidenceRef;
}

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
    state: 'good' | 'partial' | 'failed' | 'never-ran' | 'pending' | 'excluded';
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

/** One finding with its clock. @public */
export interface FindingStatus {
  vulnerability: string;
  aliases: string[];
  package: string;
  location?: string;
  severity: string;
  state: 'open' | 'fixed' | 'suppressed' | 'accepted' | 'withdrawn' | 'stale';
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
  epss?: number;
  flags: string[];
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
  }[];
  suppressed: number;
  accepted: number;
  endOfLife: { product: string; version?: string; since?: string }[];
  /** Overdue first, then by due date; at most 50. */
  top: FindingStatus[];
  /** Overdue findings per day, oldest first. */
  burndown: { at: string; overdue: number; open: number }[];
}

/** One incident with what counts. @public */
export interface IncidentStatus {
  id: string;
  externalId?: string;
  title: string;
  severity?: string;
  status: string;
  impact: string;
  segments: { startedAt: string; endedAt?: string }[];
  startedAt: string;
  acknowledgedAt?: string;
  resolvedAt?: string;
  ackSeconds: number | null;
  resolveSeconds: number | null;
  responseTargetSeconds?: number;
  responseKept: boolean | null;
  counted: boolean;
  /** Why it is not counted or flagged. */
  notes: string[];
  url?: string;
  review?: { completedAt?: string; dueAt?: string; overdue: boolean };
}

/** A mean with what must stand beside it; seconds. @public */
export interface TimeStatistic {
  mean: number | null;
  median: number | null;
  p90: number | null;
  n: number;
  /** Incidents that could have counted. */
  of: number;
  reason?: string;
}

/** Incident history and response. @public */
export interface IncidentSection {
  window: string;
  mtta: TimeStatistic;
  mttr: TimeStatistic;
  mtbf: { value: number | null; reason?: string; n: number };
  availability: {
    value: number | null;
    from: 'slo' | 'incidents' | null;
    reason?: string;
  };
  responseTargets: {
    severity: string;
    target: string;
    kept: number;
    missed: number;
    pending: number;
  }[];
  /** Newest first; at most 50. */
  incidents: IncidentStatus[];
  total: number;
  reviews: {
    due: number;
    overdue: number;
    done: number;
    actionsOpen: number;
    actionsOverdue: number;
    actionsDone: number;
    repeatCauses: { cause: string; incidents: number }[];
  };
  onCall: {
    schedule: string;
    rotationSize: number;
    hasBackup: boolean;
    ok: boolean;
    reason?: string;
    nextGap?: string;
  }[];
  /** Alerts of the last 30 days by rule, the noisiest first; at most 50 rules. */
  noise?: {
    rule: string;
    alerts: number;
    /** Began while another alert of the same rule was firing. */
    duplicates: number;
    /** Fired again within fifteen minutes of their own end. */
    flapping: number;
    /** Ended without anybody acting; null where nothing would record that somebody did. */
    withoutAction: number | null;
  }[];
}

/** Maintenance activities against their schedule. @public */
export interface MaintenanceSection {
  activities: {
    activity: string;
    title: string;
    every: string | null;
    lastGoodAt?: string;
    nextDueAt?: string;
    verdict: 'pass' | 'fail' | 'unknown';
    reason: string;
  }[];
  windows: {
    starts: string;
    ends: string;
    title?: string;
    activity?: string;
    announced: boolean;
    approved: boolean;
    reason?: string;
  }[];
  changes: {
    at: string;
    activity: string;
    outcome: string;
    changeRef?: string;
    rollbackPlan: boolean;
    stagingTested: boolean;
    inWindow: boolean | null;
  }[];
  upgrades: {
    title: string;
    status: string;
    dueAt?: string;
    overdue: boolean;
  }[];
  shares: {
    inWindow: number | null;
    rollbackPlan: number | null;
    stagingTested: number | null;
    n: number;
  };
  conflicts: string[];
}

/** Audits, controls, exceptions. @public */
export interface AuditSection {
  types: {
    type: string;
    title: string;
    every: string | null;
    lastPassedAt?: string;
    nextDueAt?: string;
    verdict: 'pass' | 'fail' | 'unknown';
    reason: string;
  }[];
  findings: {
    /** Why there may be more than these: an audit had findings and lists none, or none was completed. */
    notKnown?: string;
    open: number;
    overdue: number;
    closed: number;
    items: {
      id: string;
      title: string;
      severity?: string;
      dueAt?: string;
      closedAt?: string;
      overdue: boolean;
      audit: string;
    }[];
  };
  controls: {
    framework: string;
    met: number;
    notMet: number;
    notApplicable: number;
    drift: string[];
  }[];
}

/** Support against the tiers' targets. @public */
export interface SupportSection {
  window: string;
  tiers: {
    tier: string;
    responseTarget: string;
    resolutionTarget: string;
    opened: number;
    respondedInTarget: number | null;
    resolvedInTarget: number | null;
    open?: number;
  }[];
  csat: { value: number | null; responses: number; reason?: string };
  knowledgeBase?: { articles: number; updated?: number; reviewedAt?: string };
}

/** The improvement backlog. @public */
export interface ImprovementSection {
  open: number;
  done: number;
  overdue: number;
  validated: number;
  items: {
    title: string;
    source?: string;
    priority?: string;
    status: string;
    dueAt?: string;
    validatedAt?: string;
    url?: string;
  }[];
}

/** Required documents found. @public */
export interface DocumentSection {
  documents: {
    type: string;
    title: string;
    url?: string;
    owner?: string;
    reviewedAt?: string;
    reachable?: boolean;
    verdict: 'pass' | 'fail' | 'stale' | 'unknown';
    reason?: string;
  }[];
}
