import {
  EntityProfile,
  Millis,
  ScorecardResult,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { encodeVerdicts } from './codes';
import { ResultEntity, StoredResult } from './ResultStore';

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

/** A result as it is stored: the body as it will be served, and the columns that lists read. @internal */
export function toStoredResult(
  result: ScorecardResult,
  entity: EntityProfile,
  version: number,
): StoredResult {
  const { validUntil, gate } = result;
  return {
    entityRef: result.entityRef,
    scorecard: result.scorecard,
    entityUid: result.entityUid,
    policyDigest: result.policyDigest,
    version,
    evaluatedAt: toMillis(result.asOf),
    ...(validUntil === undefined ? {} : { validUntil: toMillis(validUntil) }),
    applicable: result.applicable,
    gate: gate.state,
    ...(gate.approvedAt === undefined
      ? {}
      : { approvedAt: toMillis(gate.approvedAt) }),
    counts: result.counts,
    verdicts: encodeVerdicts(result.criteria.map(({ verdict }) => verdict)),
    oldestProofAt: oldestProofAt(result),
    entity: resultEntity(entity),
    namesOthers: namesOthers(result),
    body: JSON.stringify(result),
  };
}
