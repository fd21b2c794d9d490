import { DateTime } from 'luxon';
import { EvidenceRef } from '../evidence/Evidence';
import { earliestAfter } from '../facts/select';
import { remember } from '../remember';
import { Millis, toIso, toMillis } from '../time';
import { EvaluationInput } from './EvaluationInput';
import { EvaluatedRule, evaluateRule, notApplicable } from './evaluateRule';
import { FactReader } from './FactReader';
import { LazySubject, lazySubject } from './lazySubject';
import { predicateWords } from './predicateWords';
import { matches } from './predicates';
import { CriterionResult, SignoffSubject, Verdict } from './Result';
import { Criterion } from './Scorecard';
import { EvaluatedSignoffs, evaluateSignoffs } from './signoffStates';
import { distinctEvidence, statementsOf } from './subjectEvidence';
import { AppliedWaiver, applyWaiver } from './waivers';
import { RuleVerdict, worstVerdict } from './worst';

type Context = EvaluationInput & {
  facts: FactReader;
  /** Why the whole scorecard does not apply; absent when it does. */
  inapplicable?: string;
};

/** Instant from which a criterion is enforced. @internal */
export function enforcedFrom(enableOn: string): Millis {
  return DateTime.fromISO(enableOn, { zone: 'utc' }).toMillis();
}

function whyNot(criterion: Criterion, context: Context): string | undefined {
  if (context.inapplicable !== undefined) return context.inapplicable;
  const { appliesTo } = criterion;
  if (!appliesTo || matches(appliesTo, context.subject.entity))
    return undefined;
  return `applies only where ${predicateWords(appliesTo)}`;
}

function evaluateRules(
  criterion: Criterion,
  context: Context,
  inapplicable: string | undefined,
): EvaluatedRule[] {
  return criterion.rules.map(rule =>
    inapplicable === undefined
      ? evaluateRule(rule, context)
      : notApplicable(rule, context, inapplicable),
  );
}

/** What a rule is about, without what it asks. */
const titleOf = remember((sentence: string) => sentence.split(':')[0]);

/** The first of the worst rules in words; `and 2 more` for the others. */
function reasonOf(verdict: Verdict, rules: readonly EvaluatedRule[]) {
  if (verdict === 'pass') return undefined;
  const [first, ...more] = rules.filter(
    ({ result }) => result.verdict === verdict,
  );
  if (!first) return undefined;
  const why = first.result.reason ?? verdict;
  const text = `${titleOf(first.result.sentence)}: ${
    why.endsWith('.') ? why.slice(0, -1) : why
  }`;
  return more.length > 0 ? `${text}; and ${more.length} more` : text;
}

/** The verdict before sign-offs: where no rule is written, only signatures can say. */
function ruleVerdict(
  criterion: Criterion,
  rules: readonly EvaluatedRule[],
  inapplicable: string | undefined,
): RuleVerdict {
  if (inapplicable !== undefined) return 'not-applicable';
  if (criterion.rules.length === 0) return 'unknown';
  return worstVerdict(rules.map(rule => rule.result.verdict));
}

const joined = (...parts: (string | undefined)[]): string | undefined =>
  parts.filter(part => part !== undefined).join('; ') || undefined;

/** What a decision on the criterion is made over. */
function subjectOf(
  criterion: Criterion,
  { subject: { entity }, scorecard, policyDigest }: Context,
  verdict: Verdict,
  evidence: readonly EvidenceRef[],
): SignoffSubject {
  return {
    v: 1,
    entityRef: entity.entityRef,
    entityUid: entity.uid,
    scorecard: scorecard.metadata.name,
    criterion: criterion.id,
    policyDigest,
    verdict,
    ...(entity.owner === undefined ? {} : { owner: entity.owner }),
    evidence: statementsOf(evidence),
  };
}

interface SignedPart {
  signoffs: EvaluatedSignoffs;
  signed?: LazySubject;
}

/** The sign-offs of a criterion; one without slots needs no digest. */
function evaluateSlots(
  criterion: Criterion,
  context: Context,
  verdict: Verdict,
  evidence: readonly EvidenceRef[],
): SignedPart {
  const { signoffs: slots = [] } = criterion;
  if (slots.length === 0) {
    return { signoffs: { states: [], verdict: 'unknown' } };
  }
  const signed = lazySubject(() =>
    subjectOf(criterion, context, verdict, evidence),
  );
  const signoffs = evaluateSignoffs({
    slots,
    decisions: context.decisions.filter(one => one.criterion === criterion.id),
    signed,
    submitters: evidence.map(ref => ref.submittedBy),
    exit: context.scorecard.spec.exit,
    holdsRole: context.holdsRole,
    now: context.facts.now,
  });
  return { signoffs, signed };
}

/** First instant at which the criterion may change by itself. */
function validUntilOf(
  criterion: Criterion,
  rules: readonly EvaluatedRule[],
  waiver: AppliedWaiver | undefined,
  signoffs: EvaluatedSignoffs,
  now: Millis,
): string | undefined {
  const { enableOn } = criterion;
  const first = earliestAfter(now, [
    ...rules.map(rule => rule.validUntil),
    signoffs.validUntil,
    waiver && toMillis(waiver.waiver.expiresAt),
    enableOn === undefined ? undefined : enforcedFrom(enableOn),
  ]);
  return first === undefined ? undefined : toIso(first);
}

/** The exception that counts; waivers of an entity that had another uid never do. */
function waiverOf(
  criterion: Criterion,
  context: Context,
  rules: readonly EvaluatedRule[],
): AppliedWaiver | undefined {
  const { waivers, subject, facts } = context;
  const candidates = waivers.filter(
    one =>
      one.criterion === criterion.id && one.entityUid === subject.entity.uid,
  );
  if (candidates.length === 0) return undefined;
  const results = rules.map(rule => rule.result);
  return applyWaiver(candidates, results, facts.now);
}

/** What a decision binds to is worked out when somebody asks for it. */
function withSubject(
  result: CriterionResult,
  signed: LazySubject,
): CriterionResult {
  return Object.defineProperties(result, {
    subject: { enumerable: true, get: () => signed.subject },
    subjectDigest: { enumerable: true, get: () => signed.subjectDigest },
  });
}

/** One criterion of one entity: rules, exception, sign-offs. @internal */
export function evaluateCriterion(
  criterion: Criterion,
  context: Context,
): CriterionResult {
  const { facts, scorecard } = context;
  const inapplicable = whyNot(criterion, context);
  const rules = evaluateRules(criterion, context, inapplicable);
  const byRules = ruleVerdict(criterion, rules, inapplicable);
  const waiver = waiverOf(criterion, context, rules);
  const stands = waiver?.stands === true;
  const evidence = distinctEvidence(rules.flatMap(rule => rule.evidence));
  const shown = stands ? 'waived' : byRules;
  const { signoffs, signed } = evaluateSlots(
    criterion,
    context,
    shown,
    evidence,
  );
  const bySignature = criterion.rules.length === 0 && !inapplicable;
  const underlying = bySignature ? signoffs.verdict : byRules;
  const why = bySignature ? signoffs.reason : reasonOf(underlying, rules);
  const result: CriterionResult = {
    id: criterion.id,
    title: criterion.title,
    description: criterion.description,
    step: criterion.step,
    section: criterion.section,
    required: criterion.required ?? true,
    enableOn: criterion.enableOn,
    verdict: stands ? 'waived' : underlying,
    underlying: stands ? underlying : undefined,
    reason: inapplicable ?? joined(why, waiver?.reason),
    rules: rules.map(rule => rule.result),
    evidence,
    signoffs: signoffs.states,
    waiver: waiver?.waiver,
    waiverRole: criterion.waiverRole ?? scorecard.spec.owner,
    validUntil: validUntilOf(criterion, rules, waiver, signoffs, facts.now),
    remediation: criterion.remediation,
  };
  return signed ? withSubject(result, signed) : result;
}
