import { EvidenceRef } from '../../evidence/Evidence';
import { FactDefinition, FactResult, FactUnit } from '../../facts/Fact';
import { subjectOf } from '../../facts/testing/builders';
import { Millis, toIso } from '../../time';
import { EvaluationInput } from '../EvaluationInput';
import { FactReader } from '../FactReader';
import { policyDigest } from '../policyDigest';
import { ScorecardResult, SignoffDecision, Waiver } from '../Result';
import { Criterion, Rule, Scorecard } from '../Scorecard';

/** The instant of most tests. */
export const now: Millis = Date.parse('2026-03-01T12:00:00Z');

/** A length of time in days, in milliseconds. */
export const days = (count: number): Millis => count * 86_400_000;

/** A reference as facts give it. */
export function refOf(rest: Partial<EvidenceRef> = {}): EvidenceRef {
  return {
    id: 'e1',
    kind: 'quality',
    source: 'ci',
    thing: 'quality/ci',
    observedAt: toIso(now - days(1)),
    materialDigest: 'aa',
    ...rest,
  };
}

/** A fact of a fixed result, or of one that depends on the time. */
export type Fixed =
  | (Partial<FactResult> & Pick<FactResult, 'value'>)
  | ((at: Millis) => Partial<FactResult> & Pick<FactResult, 'value'>);

/** A fact for tests. */
export function factOf(
  id: string,
  unit: FactUnit,
  fixed: Fixed,
  rest: Partial<FactDefinition> = {},
): FactDefinition {
  return {
    id,
    title: `Title of ${id}`,
    description: 'For tests.',
    unit,
    kinds: ['quality'],
    better: 'higher',
    compute: (_, query) => ({
      fact: id,
      unit,
      asOf: toIso(query.now),
      evidence: [],
      ...(typeof fixed === 'function' ? fixed(query.now) : fixed),
    }),
    ...rest,
  };
}

/** A rule; `count >= 1` unless said otherwise. */
export function ruleOf(rest: Partial<Rule> = {}): Rule {
  return { fact: 'a', op: '>=', value: 1, ...rest };
}

/** A criterion with one rule. */
export function criterionOf(rest: Partial<Criterion> = {}): Criterion {
  return {
    id: 'one',
    title: 'One',
    required: true,
    rules: [ruleOf()],
    ...rest,
  };
}

/** A scorecard of the given criteria. */
export function scorecardOf(
  criteria: Criterion[] = [criterionOf()],
  spec: Partial<Scorecard['spec']> = {},
): Scorecard {
  return {
    apiVersion: 'backstage-operations.io/v1',
    kind: 'Scorecard',
    metadata: { name: 'test-card', title: 'Test card' },
    spec: {
      owner: 'sre-lead',
      criteria,
      exit: {
        ttl: 'P90D',
        signoffs: [],
        separation: {
          notRequester: true,
          notEvidenceSubmitter: true,
          notPolicyEditor: true,
          onePersonOneSlot: true,
        },
      },
      ...spec,
    },
  };
}

/** Slots of the phase exit with the separation of {@link scorecardOf}. */
export function exitOf(
  signoffs: Scorecard['spec']['exit']['signoffs'],
  rest: Partial<Scorecard['spec']['exit']> = {},
): Scorecard['spec']['exit'] {
  return { ...scorecardOf().spec.exit, signoffs, ...rest };
}

/** The input of an evaluation over fixed facts. */
export function inputOf(
  scorecard: Scorecard,
  facts: readonly FactDefinition[],
  rest: Partial<EvaluationInput> = {},
): EvaluationInput {
  const at = rest.now ?? now;
  return {
    scorecard,
    policyDigest: policyDigest(scorecard),
    subject: subjectOf([]),
    decisions: [],
    waivers: [],
    holdsRole: () => true,
    now: at,
    facts: FactReader.create({
      now: at,
      findFact: id => facts.find(fact => fact.id === id),
    }),
    ...rest,
  };
}

let counter = 0;

/** A decision over what a result shows. */
export function decisionOn(
  result: ScorecardResult,
  criterion: string,
  slot: string,
  rest: Partial<SignoffDecision> = {},
): SignoffDecision {
  const shown =
    criterion === 'exit'
      ? result.exit
      : result.criteria.find(one => one.id === criterion);
  const found = shown?.signoffs.find(one => one.id === slot);
  if (!shown?.subject || !shown.subjectDigest || !found)
    throw new Error(`no slot ${criterion}/${slot}`);
  counter += 1;
  return {
    id: `d${String(counter).padStart(6, '0')}`,
    entityRef: result.entityRef,
    entityUid: result.entityUid,
    scorecard: result.scorecard,
    criterion,
    slot,
    role: found.role,
    decision: 'approve',
    comment: 'looked at it',
    by: `user:default/${slot}`,
    at: result.asOf,
    subjectDigest: shown.subjectDigest,
    subject: shown.subject,
    ...rest,
  };
}

/** An approved waiver of a criterion. */
export function waiverOf(rest: Partial<Waiver> = {}): Waiver {
  return {
    id: 'w1',
    entityRef: 'component:default/checkout',
    entityUid: 'uid-1',
    scorecard: 'test-card',
    criterion: 'one',
    reason: 'migration',
    compensatingControl: 'manual check',
    expiresAt: toIso(now + days(10)),
    state: 'approved',
    requestedBy: 'user:default/asker',
    requestedAt: toIso(now - days(1)),
    ...rest,
  };
}
