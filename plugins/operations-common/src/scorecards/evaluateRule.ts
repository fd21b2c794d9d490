import { EvidenceRef } from '../evidence/Evidence';
import { FactResult, FactSubject } from '../facts/Fact';
import { unknown } from '../facts/result';
import { earliestAfter } from '../facts/select';
import { Millis } from '../time';
import { EvaluationInput } from './EvaluationInput';
import { FactReader } from './FactReader';
import { judge, Judgement } from './judge';
import { predicateWords } from './predicateWords';
import { matches } from './predicates';
import { RuleResult } from './Result';
import { planOf } from './rulePlan';
import { Rule, RuleScope } from './Scorecard';
import { foreignRef } from './subjectEvidence';
import { ruleForTier } from './targets';
import { byWorst } from './worst';

/** A rule's outcome with what a decision on it binds to. @internal */
export interface EvaluatedRule {
  result: RuleResult;
  /** Records of every entity that was read. */
  evidence: EvidenceRef[];
  validUntil?: Millis;
}

type Context = Pick<EvaluationInput, 'scorecard' | 'subject' | 'related'> & {
  facts: FactReader;
};

interface Member {
  subject: FactSubject;
  fact: FactResult;
  judgement: Judgement;
}

const nothingThere: Record<RuleScope, string> = {
  self: '',
  dependsOn: 'it depends on nothing that this rule is about',
  parts: 'it has no parts that this rule is about',
  owned: 'it owns nothing that this rule is about',
};

/** A rule that does not apply; its fact is not even computed. @internal */
export function notApplicable(
  written: Rule,
  context: Context,
  reason: string,
): EvaluatedRule {
  const { facts, scorecard, subject } = context;
  const { tier } = subject.entity;
  const rule = ruleForTier(written, scorecard.spec.targets, tier);
  const { definition, sentence } = planOf(rule, facts.findFact);
  const asked = { id: rule.fact, unit: definition?.unit ?? 'score' } as const;
  return {
    result: {
      rule,
      sentence,
      verdict: 'not-applicable',
      reason,
      fact: unknown(asked, { now: facts.now, of: rule.of }, reason),
    },
    evidence: [],
  };
}

/** Of another entity the things its records speak of are not named. */
function named(fact: FactResult, subject: FactSubject, self: FactSubject) {
  const { entityRef } = subject.entity;
  if (entityRef === self.entity.entityRef) return fact;
  return {
    ...fact,
    evidence: fact.evidence.map(ref => foreignRef(entityRef, ref)),
  };
}

function readMember(
  rule: Rule,
  subject: FactSubject,
  context: Context,
): Member {
  const { facts, subject: self } = context;
  const { definition } = planOf(rule, facts.findFact);
  const read = facts.readFor(subject, rule);
  const judgement = judge(read, rule, definition, facts.now);
  return { subject, fact: named(read.result, subject, self), judgement };
}

const worstFirst = (a: Member, b: Member): number =>
  byWorst(a.judgement.verdict, b.judgement.verdict) ||
  (a.subject.entity.entityRef < b.subject.entity.entityRef ? -1 : 1);

function reasonFor(worst: Member, over: RuleScope): string | undefined {
  const { reason } = worst.judgement;
  if (over === 'self' || worst.judgement.verdict === 'pass') return reason;
  // Not named here: who may not see the entity still reads this text. `over` names it.
  return `one of them: ${reason ?? worst.judgement.verdict}`;
}

/**
 * Applies one rule to one entity; over several entities the worst counts and each is listed, worst first.
 *
 * @internal
 */
export function evaluateRule(written: Rule, context: Context): EvaluatedRule {
  const { facts, scorecard, subject, related = {} } = context;
  if (written.when && !matches(written.when, subject.entity)) {
    const words = predicateWords(written.when);
    return notApplicable(written, context, `applies only where ${words}`);
  }
  const { over = 'self', among } = written;
  const all = over === 'self' ? [subject] : related[over] ?? [];
  const subjects = all.filter(one => matches(among, one.entity));
  if (subjects.length === 0) {
    return notApplicable(written, context, nothingThere[over]);
  }
  const { tier } = subject.entity;
  const rule = ruleForTier(written, scorecard.spec.targets, tier);
  const members = subjects
    .map(one => readMember(rule, one, context))
    .sort(worstFirst);
  const [worst] = members;
  return {
    result: {
      rule,
      sentence: planOf(rule, facts.findFact).sentence,
      verdict: worst.judgement.verdict,
      reason: reasonFor(worst, over),
      fact: worst.fact,
      over: over === 'self' ? undefined : members.map(listed),
    },
    evidence: members.flatMap(member => member.fact.evidence),
    validUntil: earliestAfter(
      facts.now,
      members.map(member => member.judgement.validUntil),
    ),
  };
}

function listed({ subject, fact, judgement }: Member) {
  return {
    entityRef: subject.entity.entityRef,
    verdict: judgement.verdict,
    value: fact.value,
    reason: judgement.reason,
  };
}
