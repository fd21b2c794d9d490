import {
  Evidence,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import fc from 'fast-check';

import { backups, drill, policy, restore } from './randomBackups';
import { ago, day, hour, near, record } from './randomRecord';

const incident = fc
  .record({
    at: ago(110),
    severity: fc.constantFrom('sev-1', 'sev-2', 'sev-3', 'sev-4'),
    answered: fc.option(fc.integer({ min: 0, max: hour })),
    solved: fc.option(fc.integer({ min: hour, max: 9 * hour })),
  })
  .map(({ at, severity, answered, solved }) => {
    const endedAt = solved === null ? null : toIso(at + solved);
    return record('incident', at, {
      title: 'Down',
      severity,
      status: solved === null ? 'open' : 'resolved',
      impact: 'outage',
      segments: [{ startedAt: toIso(at), endedAt }],
      acknowledgedAt: answered === null ? null : toIso(at + answered),
      resolvedAt: endedAt,
    });
  });

const scan = fc
  .record({ at: ago(8), age: fc.integer({ min: 0, max: 30 }) })
  .map(({ at, age }) =>
    record('vulnerability-scan', at, {
      scanner: 'trivy',
      scope: 'image',
      completedAt: toIso(at),
      status: 'success',
      findings: ['critical' as const, 'high' as const].map(severity => ({
        vulnerability: `CVE-2026-${severity.length}000`,
        package: severity,
        severity,
        detectedAt: toIso(at - age * day),
      })),
    }),
  );

const maintenance = fc
  .record({
    at: ago(60),
    activity: fc.constantFrom('os-patches', 'dependency-updates'),
  })
  .map(({ at, activity }) =>
    record('maintenance', at, {
      activity,
      completedAt: toIso(at),
      outcome: 'success',
    }),
  );

const audit = fc
  .record({
    at: ago(100),
    type: fc.constantFrom('internal', 'external', 'security', 'access-review'),
    dueAt: near,
    nextDueAt: near,
  })
  .map(({ at, type, dueAt, nextDueAt }) =>
    record('audit', at, {
      type,
      completedAt: toIso(at),
      outcome: 'passed-with-findings',
      findings: [{ id: 'F1', title: 'Gap', dueAt }],
      nextDueAt,
    }),
  );

const support = ago(100).map(at =>
  record('support', at, {
    from: toIso(at - 30 * day),
    to: toIso(at),
    tiers: { P1: { opened: 3, respondedInTarget: 3, resolvedInTarget: 2 } },
    csat: { score: 4.8, responses: 9 },
    knowledgeBase: { articles: 3, reviewedAt: toIso(at) },
  }),
);

const document = fc
  .record({ at: ago(200), type: fc.constantFrom('runbook', 'roadmap') })
  .map(({ at, type }) =>
    record('document', at, {
      type,
      url: 'https://example.com',
      reviewedAt: toIso(at),
    }),
  );

const planned = fc
  .record({
    at: ago(20),
    kind: fc.constantFrom('improvement' as const, 'upgrade-plan' as const),
    dueAt: near,
  })
  .map(({ at, kind, dueAt }) =>
    record(kind, at, { title: 'Better', status: 'open', dueAt }),
  );

const onCall = fc
  .record({ at: ago(5), nextGap: fc.option(near) })
  .map(({ at, nextGap }) =>
    record('on-call', at, {
      schedule: 'primary',
      rotationSize: 3,
      hasBackup: true,
      nextGap,
    }),
  );

const objective = fc
  .record({
    at: ago(2),
    sli: fc.constantFrom(0.95, 0.9995, null),
    breached: fc.boolean(),
    firedAfter: fc.option(fc.integer({ min: 0, max: 2 * hour })),
  })
  .map(({ at, sli, breached, firedAfter }) =>
    record('slo', at, {
      name: 'availability',
      objective: 'availability',
      target: 0.999,
      window: 'P30D',
      method: 'occurrences',
      sli,
      errorBudgetRemaining: sli === null ? null : 1 - (1 - sli) / 0.001,
      state: breached ? 'breached' : 'ok',
      alertRules: [{ name: 'burn', health: 'ok' }],
      breaches: breached
        ? [
            {
              startedAt: toIso(at - 3 * hour),
              firedAt:
                firedAfter === null ? null : toIso(at - 3 * hour + firedAfter),
            },
          ]
        : [],
    }),
  );

const signals = ago(1).map(at =>
  record('golden-signals', at, {
    window: 'PT5M',
    latencyMs: { p50: 20, p95: 80, p99: 200 },
    trafficPerSecond: 12,
    errorRatio: 0.002,
    saturation: { cpu: 0.4 },
  }),
);

const review = fc
  .record({ at: ago(60), about: fc.nat(30), done: fc.boolean() })
  .map(({ at, about, done }) =>
    record('review', at, {
      incident: `e${String(about).padStart(4, '0')}`,
      status: done ? 'completed' : 'open',
      completedAt: done ? toIso(at) : null,
      rootCause: 'disk',
      actionItems: [
        {
          id: 'a1',
          title: 'More disk',
          dueAt: toIso(at + 10 * day),
          doneAt: done ? toIso(at + day) : null,
        },
      ],
    }),
  );

const windows = fc
  .record({ at: ago(40), starts: near, hours: fc.integer({ min: 1, max: 9 }) })
  .map(({ at, starts, hours }) =>
    record('maintenance-window', at, {
      title: 'Database',
      starts,
      ends: toIso(Date.parse(starts) + hours * hour),
      approval: { by: 'user:default/ada', at: toIso(at) },
      announcedAt: toIso(at),
    }),
  );

const control = fc
  .record({ at: ago(90), met: fc.boolean() })
  .map(({ at, met }) =>
    record('control', at, {
      framework: 'soc2',
      control: 'cc1',
      status: met ? 'met' : 'not-met',
    }),
  );

const quality = ago(40).map(at =>
  record('quality', at, {
    coverage: 0.84,
    p95Ms: 220,
    criticalVulnerabilities: 1,
  }),
);

const attestation = fc
  .record({ at: ago(40), until: near })
  .map(({ at, until }) =>
    record('attestation', at, {
      statement: 'on-call-trained',
      validUntil: until,
    }),
  );

const vex = ago(20).map(at =>
  record('vex', at, {
    vulnerability: 'CVE-2026-8000',
    status: 'not_affected',
    justification: 'code_not_reachable',
  }),
);

const anything = fc.oneof(
  objective,
  signals,
  review,
  policy,
  windows,
  control,
  quality,
  attestation,
  vex,
  restore,
  drill,
  incident,
  scan,
  maintenance,
  audit,
  support,
  document,
  planned,
  onCall,
);

/** Records of many kinds, each with an id of its own. */
export const randomEvidence: fc.Arbitrary<Evidence[]> = fc
  .tuple(backups, fc.array(anything, { maxLength: 25 }))
  .map(lists =>
    lists.flat().map((one, index) => {
      const id = `e${String(index).padStart(4, '0')}`;
      return { ...one, id, externalId: id, digest: id };
    }),
  );
