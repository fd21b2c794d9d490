import { unknown } from '../../facts/result';
import { FactResult } from '../../facts/Fact';
import {
  CriterionResult,
  RuleResult,
  ScorecardResult,
  SignoffSubject,
} from '../../scorecards/Result';
import { Rule } from '../../scorecards/Scorecard';
import { toIso } from '../../time';

const NOW = Date.UTC(2026, 2, 12, 12);

const subject: SignoffSubject = {
  v: 1,
  entityRef: 'component:default/checkout',
  entityUid: 'uid-1',
  scorecard: 'phase-08-operations',
  criterion: 'criterion',
  policyDigest: '',
  verdict: 'pass',
  evidence: [],
};

/** One rule with its outcome, for tests. */
export function ruleResult(
  rule: Rule,
  rest: Partial<RuleResult> & { fact?: FactResult } = {},
): RuleResult {
  return {
    rule,
    sentence: `${rule.fact} ${rule.op} ${rule.value}`,
    verdict: 'pass',
    fact: unknown({ id: rule.fact, unit: 'ratio' }, { now: NOW }, 'for tests'),
    ...rest,
  };
}

/** One criterion with its rules, for tests. */
export function criterionResult(
  rules: RuleResult[],
  rest: Partial<CriterionResult> = {},
): CriterionResult {
  return {
    id: 'criterion',
    title: 'Criterion',
    required: true,
    verdict: 'pass',
    rules,
    evidence: [],
    signoffs: [],
    waiverRole: 'sre-lead',
    subjectDigest: '',
    subject,
    ...rest,
  };
}

/** A scorecard that waits for its sign-off, for tests. */
export function scorecardResult(
  rest: Partial<ScorecardResult> = {},
): ScorecardResult {
  return {
    entityRef: subject.entityRef,
    entityUid: subject.entityUid,
    scorecard: subject.scorecard,
    title: 'Operations',
    phase: 8,
    policyDigest: '',
    asOf: toIso(NOW),
    applicable: true,
    counts: {
      pass: 1,
      waived: 0,
      'not-applicable': 0,
      stale: 0,
      unknown: 0,
      fail: 0,
    },
    steps: [],
    criteria: [],
    exit: { ttl: 'P90D', signoffs: [], subjectDigest: '', subject },
    gate: {
      state: 'awaiting-signoff',
      reasons: [],
      blockers: [],
      awaiting: [],
      waived: 0,
      waivedShare: 0,
    },
    ...rest,
  };
}
