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
  /** Present where nothing shows that incidents are recorded: then no count here says that there was none. */
  notRecorded?: string;
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
