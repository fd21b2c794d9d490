import { DateTime } from 'luxon';
import { canonicalDigest } from '../evidence/canonical';
import { Millis, toIso, toMillis } from '../time';
import { EvaluationInput } from './EvaluationInput';
import { EvaluatedRule, evaluateRule, notApplicable } from './evaluateRule';
import { FactReader } from './FactReader';
import { predicateWords } from './predicateWords';
import { matches } from './predicates';
import { CriterionResult, SignoffSubject, Verdict } from './Result';
import { Criterion } from './Scorecard';
import { evaluateSignoffs } from './signoffStates';
import { distinctEvidence, statementsOf } from './subjectEvidence';
import { applyWaiver } from './waivers';
import { RuleVerdict, worstVerdict } from './worst';

/** Why the whole scorecard does not apply; undefined when it does. */
type Context = EvaluationInput & { facts: FactReader; inapplicable?: string };

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

const earliest = (instants: (Millis | undefined)[]): Millis | undefined => {
  const known = instants.filter(at => at !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
};

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

/** One criterion of one entity: rules, exception, sign-offs. @internal */
export function evaluateCriterion(
  criterion: Criterion,
  context: Context,
): CriterionResult {
  const { subject, scorecard, policyDigest, facts } = context;
  const { entity } = subject;
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
  const evidence = distinctEvidence(rules.flatMap(rule => rule.evidence));
  const signed: SignoffSubject = defined({
    v: 1,
    entityRef: entity.entityRef,
    entityUid: entity.uid,
    scorecard: scorecard.metadata.name,
    criterion: criterion.id,
    policyDigest,
    verdict: waiver?.stands ? 'waived' : byRules,
    owner: entity.owner,
    evidence: statementsOf(evidence),
  });
  const subjectDigest = canonicalDigest(signed);
  const signoffs = evaluateSignoffs({
    slots: criterion.signoffs ?? [],
    decisions: context.decisions.filter(one => one.criterion === criterion.id),
    subject: signed,
    subjectDigest,
    submitters: evidence.map(ref => ref.submittedBy),
    exit: scorecard.spec.exit,
    holdsRole: context.holdsRole,
    now,
  });
  const bySignature =
    criterion.rules.length === 0 && inapplicable === undefined
      ? signoffs.verdict
      : byRules;
  const verdict = waiver?.stands ? 'waived' : bySignature;
  const announced =
    criterion.enableOn !== undefined && enforcedFrom(criterion.enableOn) > now;
  const validUntil = earliest([
    ...rules.map(rule => rule.validUntil),
    waiver && toMillis(waiver.waiver.expiresAt) > now
      ? toMillis(waiver.waiver.expiresAt)
      : undefined,
    signoffs.validUntil,
    announced ? enforcedFrom(criterion.enableOn ?? '') : undefined,
  ]);
  return defined({
    id: criterion.id,
    title: criterion.title,
    description: criterion.description,
    step: criterion.step,
    section: criterion.section,
    required: criterion.required ?? true,
    enableOn: criterion.enableOn,
    verdict,
    underlying: waiver?.stands ? bySignature : undefined,
    reason:
      waiver?.reason ??
      inapplicable ??
      (criterion.rules.length === 0
        ? signoffs.reason
        : reasonOf(bySignature, rules)),
    rules: rules.map(rule => rule.result),
    evidence,
    signoffs: signoffs.states,
    waiver: waiver?.waiver,
    waiverRole: criterion.waiverRole ?? scorecard.spec.owner,
    subjectDigest,
    subject: signed,
    validUntil: validUntil === undefined ? undefined : toIso(validUntil),
    remediation: criterion.remediation,
  });
}
