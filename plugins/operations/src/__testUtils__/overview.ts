import {
  Metric,
  Overview,
  ScorecardSummary,
  Verdict,
} from '@backstage-operations/plugin-operations-common';
import { daysAgo } from './instants';

/** Counts of verdicts; those not named are zero. @internal */
export function buildCounts(
  counts: Partial<Record<Verdict, number>> = {},
): Record<Verdict, number> {
  return {
    pass: 0,
    fail: 0,
    stale: 0,
    unknown: 0,
    'not-applicable': 0,
    waived: 0,
    ...counts,
  };
}

/** A metric that nothing has reported yet, unless said otherwise. @internal */
export function buildMetric(parts: Partial<Metric> = {}): Metric {
  return {
    id: 'availability',
    fact: 'service.availability',
    title: 'Availability',
    value: null,
    unit: 'ratio',
    target: 0.999,
    op: '>',
    meets: null,
    asOf: daysAgo(0),
    evidence: [],
    ...parts,
  };
}

/** A scorecard that is blocked by one failing criterion, unless said otherwise. @internal */
export function buildSummary(
  parts: Partial<ScorecardSummary> = {},
): ScorecardSummary {
  return {
    scorecard: 'phase-08-operations',
    title: 'Phase 8 · Operations & Maintenance',
    phase: 8,
    applicable: true,
    counts: buildCounts({ pass: 12, fail: 1, unknown: 2 }),
    gate: {
      state: 'blocked',
      reasons: [],
      blockers: [
        {
          criterion: 'backup-dr-validated',
          title: 'Backup and DR validated',
          verdict: 'fail',
          reason: 'the success rate is 96.6 %',
        },
      ],
      awaiting: [],
      waived: 0,
      waivedShare: 0,
    },
    oldestProofAt: daysAgo(41),
    ...parts,
  };
}

/** An entity of which nothing is known, unless said otherwise. @internal */
export function buildOverview(parts: Partial<Overview> = {}): Overview {
  return {
    entityRef: 'component:default/checkout',
    asOf: daysAgo(0),
    validUntil: daysAgo(-1),
    metrics: [],
    slos: [],
    goldenSignals: null,
    datasets: [],
    drills: [],
    patch: null,
    incidents: null,
    maintenance: null,
    audits: null,
    support: null,
    improvement: null,
    documents: { documents: [] },
    scorecards: [],
    missing: [],
    collectors: [],
    ...parts,
  };
}
