import { DateTime } from 'luxon';
import { canonicalDigest } from '../evidence/canonical';
import { EvidenceRef } from '../evidence/Evidence';
import { Millis, toIso, toMillis } from '../time';
import { EvaluationInput } from './EvaluationInput';
import { EvaluatedRule, evaluateRule, notApplicable } from './evaluateRule';
import { FactReader } from './FactReader';
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

/** The first of the worst rules in words; `and 2 more` for the others. */
function reasonOf(verdict: Verdict, rules: readonly EvaluatedRule[]) {
  if (verdict === 'pass') return undefined;
  const [first, ...more] = rules.filter(
    ({ result }) => result.verdict === verdict,
  );
  if (!first) return undefined;
  const title = first.result.sentence.split(':')[0];
  const text = `${title}: ${first.result.reason ?? verdict}`;
  return more.length > 0 ? `${text}; and ${more.length} more` : text;
}

const defined = <T extends object>(record: T): T =>
  Object.fromEntries(
    Object.entries(record).filter(([, value]) => value !== undefined),
  ) as T;

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
  return defined({
    v: 1,
    entityRef: entity.entityRef,
    entityUid: entity.uid,
    scorecard: scorecard.metadata.name,
    criterion: criterion.id,
    policyDigest,
    verdict,
    owner: entity.owner,
    evidence: statementsOf(evidence),
  });
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
  const instants = [
    ...rules.map(rule => rule.validUntil),
    signoffs.validUntil,
    waiver && toMillis(waiver.waiver.expiresAt),
    enableOn === undefined ? undefined : enforcedFrom(enableOn),
  ]
    .filter(at => at !== undefined)
    .filter(at => at > now);
  return instants.length > 0 ? toIso(Math.min(...instants)) : undefined;
}

/** One criterion of one entity: rules, exception, sign-offs. @internal */
export function evaluateCriterion(
  criterion: Criterion,
  context: Context,
): CriterionResult {
  const {
    scorecard,
    facts,
    subject: { entity },
  } = context;
  const { now } = facts;
  const inapplicable = whyNot(criterion, context);
  const rules = evaluateRules(criterion, context, inapplicable);
  const byRules = ruleVerdict(criterion, rules, inapplicable);
  const waiver = applyWaiver(
    context.waivers.filter(
      one => one.criterion === criterion.id && one.entityUid === entity.uid,
    ),
    rules.map(rule => rule.result),
    now,
  );
  const stands = waiver?.stands === true;
  const evidence = distinctEvidence(rules.flatMap(rule => rule.evidence));
  const subject = subjectOf(
    criterion,
    context,
    stands ? 'waived' : byRules,
    evidence,
  );
  const subjectDigest = canonicalDigest(subject);
  const signoffs = evaluateSignoffs({
    slots: criterion.signoffs ?? [],
    decisions: context.decisions.filter(one => one.criterion === criterion.id),
    subject,
    subjectDigest,
    submitters: evidence.map(ref => ref.submittedBy),
    exit: scorecard.spec.exit,
    holdsRole: context.holdsRole,
    now,
  });
  const bySignature = criterion.rules.length === 0 && !inapplicable;
  const underlying = bySignature ? signoffs.verdict : byRules;
  const why = bySignature ? signoffs.reason : reasonOf(underlying, rules);
  return defined({
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
    subjectDigest,
    subject,
    validUntil: validUntilOf(criterion, rules, waiver, signoffs, now),
    remediation: criterion.remediation,
  });
}
