import { EvidenceRef } from '../../evidence/Evidence';

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
