import { findFact } from '../facts/catalogue';
import { toIso, toMillis } from '../time';
import { EvaluationInput } from './EvaluationInput';
import { evaluateCriterion } from './evaluateCriterion';
import { FactReader } from './FactReader';
import { evaluateGate } from './gate';
import { lazySubject } from './lazySubject';
import { predicateWords } from './predicateWords';
import { matches } from './predicates';
import {
  CriterionResult,
  ScorecardResult,
  SignoffSubject,
  Verdict,
  verdicts,
} from './Result';
import { evaluateSignoffs } from './signoffStates';
import { statementsOf } from './subjectEvidence';
import { worstVerdict } from './worst';

/** Why the scorecard does not apply to the entity; undefined when it does. */
function whyNot({ scorecard, subject }: EvaluationInput): string | undefined {
  const { appliesTo } = scorecard.spec;
  if (!appliesTo || matches(appliesTo, subject.entity)) return undefined;
  return `applies only where ${predicateWords(appliesTo)}`;
}

function countsOf(
  criteria: readonly CriterionResult[],
): Record<Verdict, number> {
  const counts = Object.fromEntries(
    verdicts.map(verdict => [verdict, 0]),
  ) as Record<Verdict, number>;
  for (const { verdict } of criteria) counts[verdict] += 1;
  return counts;
}

/** The exit is signed over every required criterion, its verdict and the evidence: a change of any is a change of the exit. */
function exitSubject(
  input: EvaluationInput,
  criteria: readonly CriterionResult[],
): SignoffSubject {
  const { entity } = input.subject;
  const required = criteria.filter(criterion => criterion.required);
  const unwaived = required.flatMap(({ verdict }) =>
    verdict === 'waived' ? [] : [verdict],
  );
  return {
    v: 1,
    entityRef: entity.entityRef,
    entityUid: entity.uid,
    scorecard: input.scorecard.metadata.name,
    criterion: 'exit',
    policyDigest: input.policyDigest,
    verdict: worstVerdict(unwaived),
    ...(entity.owner === undefined ? {} : { owner: entity.owner }),
    evidence: [
      ...required.map(({ id, verdict }) => ({
        kind: 'criterion',
        id,
        materialDigest: verdict,
      })),
      ...statementsOf(required.flatMap(criterion => criterion.evidence)),
    ],
  };
}

/** People who sent anything that the exit rests on. */
function submittersOf(criteria: readonly CriterionResult[]) {
  const refs = criteria.flatMap(criterion => criterion.evidence);
  return [...new Set(refs.map(ref => ref.submittedBy))];
}

/**
 * One scorecard for one entity: the verdict of every criterion, the sign-offs, the gate, and how long all of it holds.
 *
 * @remarks
 * Pure: it depends on nothing but its input. `validUntil` is the first instant at which the answer may differ with the same
 * evidence, decisions and waivers.
 * @public
 */
export function evaluateScorecard(input: EvaluationInput): ScorecardResult {
  const { scorecard, policyDigest, subject, now } = input;
  const { spec, metadata } = scorecard;
  const facts = input.facts ?? FactReader.create({ now, findFact });
  const reason = whyNot(input);
  const context = { ...input, facts, inapplicable: reason };
  const criteria = spec.criteria.map(criterion =>
    evaluateCriterion(criterion, context),
  );
  const signed = lazySubject(() => exitSubject(input, criteria));
  const exit = evaluateSignoffs({
    slots: spec.exit.signoffs,
    decisions: input.decisions.filter(one => one.criterion === 'exit'),
    signed,
    submitters: submittersOf(criteria),
    exit: spec.exit,
    holdsRole: input.holdsRole,
    now,
  });
  const ends = criteria
    .map(criterion => criterion.validUntil)
    .filter(at => at !== undefined)
    .map(toMillis);
  if (exit.validUntil !== undefined) ends.push(exit.validUntil);
  return {
    entityRef: subject.entity.entityRef,
    entityUid: subject.entity.uid,
    scorecard: metadata.name,
    title: metadata.title,
    ...(spec.phase === undefined ? {} : { phase: spec.phase }),
    policyDigest,
    asOf: toIso(now),
    ...(ends.length > 0 ? { validUntil: toIso(Math.min(...ends)) } : {}),
    applicable: reason === undefined,
    ...(reason === undefined ? {} : { reason }),
    counts: countsOf(criteria),
    steps: spec.steps ?? [],
    criteria,
    exit: {
      ttl: spec.exit.ttl,
      signoffs: exit.states,
      get subjectDigest() {
        return signed.subjectDigest;
      },
      get subject() {
        return signed.subject;
      },
    },
    gate: evaluateGate({
      applicable: reason === undefined,
      ...(reason === undefined ? {} : { reason }),
      criteria,
      exit: exit.states,
      ...(input.previous ? { previous: input.previous } : {}),
      now,
    }),
  };
}
