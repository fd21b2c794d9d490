import {
  EntityProfile,
  Millis,
  ScorecardResult,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { encodeVerdicts, slotLetters } from './codes';
import { gateAnswerOf } from './GateAnswer';
import { PreviousResult, ResultEntity, StoredResult } from './ResultStore';

/** The catalog fields that lists filter and group by. @internal */
export function resultEntity(profile: EntityProfile): ResultEntity {
  const { kind, type, owner, system, domain, lifecycle, tier } = profile;
  return {
    title: profile.title ?? profile.name,
    kind,
    type,
    owner,
    system,
    domain,
    lifecycle,
    tier,
  };
}

/** Instant of the oldest proof that a passing criterion rests on; undefined when none has a date. @internal */
export function oldestProofAt(result: ScorecardResult): Millis | undefined {
  let oldest: Millis | undefined;
  for (const criterion of result.criteria) {
    if (criterion.verdict !== 'pass') continue;
    for (const { fact } of criterion.rules) {
      const at =
        fact.provenAt === undefined ? undefined : toMillis(fact.provenAt);
      if (at !== undefined && (oldest === undefined || at < oldest))
        oldest = at;
    }
  }
  return oldest;
}

function namesOthers(result: ScorecardResult): boolean {
  return result.criteria.some(criterion =>
    criterion.rules.some(rule =>
      rule.over?.some(other => other.entityRef !== undefined),
    ),
  );
}

/** One letter per sign-off slot, the criteria's first, then the exit's. @internal */
export function encodeSlots(result: ScorecardResult): string {
  return [...result.criteria, result.exit]
    .flatMap(({ signoffs }) => signoffs)
    .map(({ state }) => slotLetters[state])
    .join('');
}

type Compact = Pick<StoredResult, 'version' | 'gate' | 'verdicts' | 'slots'>;

/** True when neither a verdict nor a sign-off slot nor the gate differs. @internal */
export function saysTheSame(a: Compact, b: Compact): boolean {
  return (
    a.version === b.version &&
    a.gate === b.gate &&
    a.verdicts === b.verdicts &&
    a.slots === b.slots
  );
}

/**
 * A result as it is stored: the columns that lists read, and the body as it will be served.
 *
 * @param withBody - whether somebody is about to read the body, which costs more than the verdicts
 * @internal
 */
export function toStoredResult(
  result: ScorecardResult,
  entity: EntityProfile,
  version: number,
  previous: PreviousResult | undefined,
  withBody: boolean,
): StoredResult {
  const { validUntil, gate } = result;
  const verdicts = encodeVerdicts(result.criteria.map(one => one.verdict));
  const slots = encodeSlots(result);
  const evaluatedAt = toMillis(result.asOf);
  const compact = { version, gate: gate.state, verdicts, slots };
  return {
    entityRef: result.entityRef,
    scorecard: result.scorecard,
    entityUid: result.entityUid,
    policyDigest: result.policyDigest,
    version,
    evaluatedAt,
    ...(validUntil === undefined ? {} : { validUntil: toMillis(validUntil) }),
    applicable: result.applicable,
    gate: gate.state,
    ...(gate.approvedAt === undefined
      ? {}
      : { approvedAt: toMillis(gate.approvedAt) }),
    counts: result.counts,
    verdicts,
    slots,
    changedAt:
      previous && saysTheSame(previous, compact)
        ? previous.changedAt
        : evaluatedAt,
    oldestProofAt: oldestProofAt(result),
    entity: resultEntity(entity),
    namesOthers: namesOthers(result),
    ...(withBody
      ? {
          body: JSON.stringify(result),
          gateAnswer: JSON.stringify(gateAnswerOf(result)),
        }
      : {}),
  };
}
