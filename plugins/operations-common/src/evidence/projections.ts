import { EvidenceKind, EvidencePayload } from './kinds';

/** What of a record matters to a decision. */
export interface MaterialProjection {
  /** Which thing the record speaks of, stable over its revisions and repetitions. */
  thing: string;
  /** The statement itself, without figures that move from minute to minute. */
  material: Record<string, unknown>;
}

type Projections = {
  [K in EvidenceKind]: (
    payload: EvidencePayload<K>,
    externalId: string | undefined,
  ) => MaterialProjection;
};

const sloBands = {
  ok: 'kept',
  burning: 'kept',
  breached: 'breached',
  'no-data': 'no-data',
  inconsistent: 'inconsistent',
} as const;

const namesOf = (figures: object | null | undefined): string[] =>
  Object.entries(figures ?? {})
    .filter(([, figure]) => typeof figure === 'number')
    .map(([name]) => name)
    .sort();

const reported = (record: object | null | undefined): string[] =>
  Object.entries(record ?? {})
    .filter(([, value]) => value !== null && value !== undefined)
    .map(([name]) => name)
    .sort();

const tally = (keys: readonly string[]): Record<string, number> => {
  const counts = new Map<string, number>();
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1);
  return Object.fromEntries(counts);
};

const placeOf = (
  location: EvidencePayload<'backup-run'>['location'],
): Record<string, unknown> | null => {
  if (!location) return null;
  if (typeof location === 'string') return { class: location, proven: false };
  return { class: location.class, proven: location.verifiedAt !== undefined };
};

const statusClass = (incident: EvidencePayload<'incident'>): string => {
  if (incident.resolvedAt) return 'resolved';
  return incident.acknowledgedAt ? 'acknowledged' : 'open';
};

const workStatus = (
  work: EvidencePayload<'improvement'>,
): Record<string, unknown> => ({
  source: work.source,
  status: work.status,
  validated: Boolean(work.validatedAt),
});

/**
 * The material projection of each kind.
 *
 * @remarks
 * Live figures (an SLI, a burn rate, a size, a coverage of today) are left out: whether they meet a target is the verdict,
 * which a decision binds to as well. Left in is what a person would want to look at again: an objective that was moved,
 * a band that was crossed, another outcome, another place, another set of open findings.
 */
export const projections: Projections = {
  slo: p => ({
    thing: p.name,
    material: {
      objective: p.objective,
      target: p.target,
      window: p.window,
      method: p.method,
      band: sloBands[p.state],
    },
  }),
  'golden-signals': p => ({
    thing: '',
    material: {
      latency: namesOf(p.latencyMs),
      saturation: namesOf(p.saturation),
      reported: namesOf(p),
    },
  }),
  // Incidents count as classes: the tenth resolved SEV-3 says nothing that the ninth did not, the first SEV-1 does.
  incident: p => ({
    thing: '',
    material: {
      severity: p.severity,
      status: statusClass(p),
      impact: p.impact,
      security: p.security === true,
    },
  }),
  review: p => ({
    thing: '',
    material: {
      completed: Boolean(p.completedAt),
      rootCause: Boolean(p.rootCause),
      actionsOpen: (p.actionItems ?? []).some(item => !item.doneAt),
    },
  }),
  'on-call': p => ({
    thing: p.schedule,
    material: { shared: p.rotationSize >= 2, hasBackup: p.hasBackup },
  }),
  'backup-policy': p => ({ thing: p.dataset, material: { ...p } }),
  'backup-run': p => ({
    thing: p.dataset,
    material: { tool: p.tool, outcome: p.outcome, place: placeOf(p.location) },
  }),
  'restore-test': p => ({
    thing: p.dataset,
    material: {
      level: p.level,
      isolated: p.isolated,
      expectedToFail: p.expectedToFail === true,
      checks: tally(
        (p.checks ?? []).map(check => `${check.kind} ${check.result}`),
      ),
      missing: p.missing?.length,
      extra: p.extra?.length,
      mismatched: p.mismatched?.length,
      statement: p.attestation?.verified,
    },
  }),
  'dr-drill': p => ({
    thing: p.scenario,
    material: {
      approach: p.approach,
      outcome: p.outcome,
      lessons: Boolean(p.lessonsUrl),
    },
  }),
  'vulnerability-scan': p => ({
    thing: `${p.scanner} ${p.scope}`,
    material: {
      status: p.status,
      partial: p.partial === true,
      retired: p.retired === true,
      findings: p.findings
        ? tally(p.findings.map(finding => finding.severity))
        : // Of a scan whose findings are kept in a ledger.
          p.bySeverity ?? p.counts,
      endOfLife: p.eol?.length,
    },
  }),
  vex: p => ({
    thing: `${p.vulnerability} ${p.package ?? ''}`,
    material: { ...p },
  }),
  'risk-acceptance': p => ({
    thing: `${p.vulnerability} ${p.package ?? ''}`,
    material: { ...p },
  }),
  maintenance: p => ({
    thing: p.activity,
    material: {
      outcome: p.outcome,
      rollbackPlan: Boolean(p.rollbackPlanUrl),
      stagingTested: p.stagingTested,
      inWindow: p.inWindow,
    },
  }),
  'maintenance-window': (p, externalId) => ({
    thing: externalId ?? p.starts,
    material: { ...p },
  }),
  'upgrade-plan': p => ({
    thing: p.title,
    material: { ...workStatus(p), dueAt: p.dueAt },
  }),
  improvement: p => ({ thing: '', material: workStatus(p) }),
  audit: p => ({
    thing: `${p.type} ${p.standard ?? ''}`,
    material: {
      outcome: p.outcome,
      open: (p.findings ?? [])
        .filter(finding => !finding.closedAt)
        .map(finding => `${finding.id} ${finding.severity ?? 'unknown'}`)
        .sort(),
    },
  }),
  control: p => ({
    thing: `${p.framework} ${p.control}`,
    material: { status: p.status },
  }),
  support: p => ({
    thing: '',
    material: {
      tiers: reported(p.tiers),
      csat: Boolean(p.csat),
      knowledgeBase: Boolean(p.knowledgeBase),
    },
  }),
  document: p => ({
    thing: p.type,
    material: {
      title: p.title,
      url: p.url,
      owner: p.owner,
      reachable: p.reachable !== false,
    },
  }),
  quality: p => ({
    thing: '',
    material: {
      reported: namesOf(p),
      criticalVulnerabilities: p.criticalVulnerabilities,
    },
  }),
  // What a source renews by itself every day says the same each time; what a person says ends when they said it would.
  attestation: ({ validUntil, ...p }) => ({
    thing: p.statement,
    material: p.renewed ? p : { ...p, validUntil },
  }),
};
