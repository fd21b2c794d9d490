import { EvidenceKind, EvidencePayload } from '../evidence/kinds';
import { Millis, toIso } from '../time';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

type Example<K extends EvidenceKind> = (at: Millis) => EvidencePayload<K>;

/**
 * The smallest useful payload of the kinds that fill a section, as an example to start from.
 *
 * @internal
 */
export const examplePayloads = {
  slo: () => ({
    name: 'availability',
    objective: 'availability',
    target: 0.999,
    window: 'P30D',
    method: 'occurrences',
    sli: 0.9995,
    state: 'ok',
  }),
  'golden-signals': () => ({
    latencyMs: { p50: 40, p95: 180, p99: 420 },
    trafficRps: 120,
    errorRatio: 0.001,
    saturation: { cpu: 0.4, memory: 0.6 },
  }),
  'backup-run': at => ({
    dataset: 'orders',
    startedAt: toIso(at - HOUR),
    completedAt: toIso(at),
    recoveryPoint: toIso(at - HOUR),
    outcome: 'success',
    sizeBytes: 52_428_800,
  }),
  'dr-drill': at => ({
    scenario: 'the region is lost',
    approach: 'warm',
    declaredAt: toIso(at - 2 * HOUR),
    usableAt: toIso(at),
    outcome: 'success',
  }),
  'vulnerability-scan': at => ({
    scanner: 'trivy',
    scope: 'image',
    completedAt: toIso(at),
    status: 'success',
    findings: [],
  }),
  incident: at => ({
    title: 'Checkout answers with errors',
    severity: 'sev-2',
    status: 'resolved',
    impact: 'outage',
    segments: [{ startedAt: toIso(at - HOUR), endedAt: toIso(at) }],
    acknowledgedAt: toIso(at - HOUR + 300_000),
    resolvedAt: toIso(at),
  }),
  maintenance: at => ({
    activity: 'dependency-updates',
    startedAt: toIso(at - HOUR),
    completedAt: toIso(at),
    outcome: 'success',
    changeRef: 'CHG-1042',
    stagingTested: true,
  }),
  audit: at => ({
    type: 'security',
    completedAt: toIso(at),
    outcome: 'passed',
    findings: [],
    nextDueAt: toIso(at + 30 * DAY),
  }),
  support: at => ({
    from: toIso(at - 30 * DAY),
    to: toIso(at),
    tiers: { P1: { opened: 1, respondedInTarget: 1, resolvedInTarget: 1 } },
    csat: { score: 4.6, responses: 20 },
  }),
  improvement: at => ({
    title: 'Alert before the disk is full',
    source: 'incident',
    status: 'open',
    dueAt: toIso(at + 14 * DAY),
  }),
  document: at => ({
    type: 'runbook',
    url: 'https://docs.example.com/runbook',
    reviewedAt: toIso(at),
  }),
} satisfies { [K in EvidenceKind]?: Example<K> };

/** Kinds that have an example. @internal */
export type ExampleKind = keyof typeof examplePayloads;
