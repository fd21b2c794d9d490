import { ScorecardSummary } from '../api/Overview';
import { RequiredDocument } from '../facts/documents';
import { ScorecardResult } from '../scorecards/Result';
import { toIso, toMillis } from '../time';

function oldestProof({ criteria }: ScorecardResult): string | undefined {
  const proofs = criteria
    .filter(({ verdict }) => verdict === 'pass')
    .flatMap(({ rules }) => rules)
    .flatMap(({ fact }) => (fact.provenAt ? toMillis(fact.provenAt) : []));
  return proofs.length === 0 ? undefined : toIso(Math.min(...proofs));
}

/** A scorecard as the header of the tab shows it. @internal */
export function scorecardSummary(result: ScorecardResult): ScorecardSummary {
  const { phase, reason, validUntil } = result;
  const oldestProofAt = oldestProof(result);
  return {
    scorecard: result.scorecard,
    title: result.title,
    ...(phase === undefined ? {} : { phase }),
    applicable: result.applicable,
    ...(reason === undefined ? {} : { reason }),
    counts: result.counts,
    gate: result.gate,
    ...(oldestProofAt === undefined ? {} : { oldestProofAt }),
    ...(validUntil === undefined ? {} : { validUntil }),
  };
}

/** The documents that the applicable scorecards of an entity ask for. @internal */
export function requiredDocuments(
  results: readonly ScorecardResult[],
): RequiredDocument[] {
  return results
    .filter(({ applicable }) => applicable)
    .flatMap(({ criteria }) => criteria)
    .flatMap(({ rules }) => rules)
    .flatMap(({ rule, verdict }) => {
      const asks =
        rule.fact.startsWith('document.') && verdict !== 'not-applicable';
      if (!asks || rule.of === undefined) return [];
      return [{ type: rule.of, maxAge: rule.maxAge }];
    });
}
