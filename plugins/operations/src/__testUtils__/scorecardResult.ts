import {
  CriterionResult,
  RuleResult,
  ScorecardResult,
  SignoffDecision,
  SignoffSubject,
} from '@backstage-operations/plugin-operations-common';
import { buildEvidenceRef } from './evidenceRef';
import { daysAgo } from './instants';
import { buildCounts, buildSummary } from './overview';

const subjectDigest = 'a'.repeat(64);
const policyDigest = 'b'.repeat(64);

/** What a sign-off on the backup criterion binds to. @internal */
export function buildSubject(
  parts: Partial<SignoffSubject> = {},
): SignoffSubject {
  return {
    v: 1,
    entityRef: 'component:default/checkout',
    entityUid: 'uid-1',
    scorecard: 'phase-08-operations',
    criterion: 'backup-dr-validated',
    policyDigest,
    verdict: 'pass',
    owner: 'group:default/payments',
    evidence: [
      {
        kind: 'restore-test',
        id: 'orders',
        materialDigest: 'c'.repeat(64),
        validUntil: daysAgo(-60),
      },
    ],
    ...parts,
  };
}

/** A decision that approves the subject above. @internal */
export function buildDecision(
  parts: Partial<SignoffDecision> = {},
): SignoffDecision {
  return {
    id: 'decision-1',
    entityRef: 'component:default/checkout',
    entityUid: 'uid-1',
    scorecard: 'phase-08-operations',
    criterion: 'backup-dr-validated',
    slot: 'sre-own',
    role: 'sre-lead',
    decision: 'approve',
    comment: 'Restore seen with my own eyes',
    by: 'user:default/ana',
    at: daysAgo(20),
    subjectDigest,
    subject: buildSubject(),
    ...parts,
  };
}

/** A rule about the success rate of backups that is met. @internal */
export function buildRule(parts: Partial<RuleResult> = {}): RuleResult {
  return {
    rule: { fact: 'backup.successRate', window: 'P30D', op: '>=', value: 1 },
    sentence: 'Every expected backup of the last 30 days succeeded',
    verdict: 'pass',
    fact: {
      fact: 'backup.successRate',
      value: 1,
      unit: 'ratio',
      n: 30,
      window: 'P30D',
      asOf: daysAgo(0),
      provenAt: daysAgo(41),
      evidence: [],
    },
    ...parts,
  };
}

/** A criterion that passes and waits for one sign-off. @internal */
export function buildCriterion(
  parts: Partial<CriterionResult> = {},
): CriterionResult {
  return {
    id: 'backup-dr-validated',
    title: 'Backup and DR validated',
    step: 'backup-and-dr',
    required: true,
    verdict: 'pass',
    rules: [buildRule()],
    evidence: [buildEvidenceRef('restore-test', 'record-1')],
    signoffs: [
      { id: 'sre-own', verb: 'owns', role: 'sre-lead', state: 'open' },
    ],
    waiverRole: 'sre-lead',
    subjectDigest,
    subject: buildSubject(),
    ...parts,
  };
}

/** A scorecard with the criterion above. @internal */
export function buildResult(
  parts: Partial<ScorecardResult> = {},
): ScorecardResult {
  const subject = buildSubject({ criterion: 'exit', evidence: [] });
  return {
    entityRef: 'component:default/checkout',
    entityUid: 'uid-1',
    scorecard: 'phase-08-operations',
    title: 'Phase 8 · Operations & Maintenance',
    phase: 8,
    policyDigest,
    asOf: daysAgo(0),
    applicable: true,
    counts: buildCounts({ pass: 1 }),
    steps: [{ id: 'backup-and-dr', title: 'Backup and disaster recovery' }],
    criteria: [buildCriterion()],
    exit: { ttl: 'P90D', signoffs: [], subjectDigest, subject },
    gate: buildSummary().gate,
    ...parts,
  };
}
