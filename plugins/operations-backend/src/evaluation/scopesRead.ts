import {
  appliesTo,
  EntityProfile,
  RelatedScope,
  Scorecard,
} from '@backstage-operations/plugin-operations-common';
import { ActiveScorecard } from '../scorecards/ScorecardStore';

const scopesByScorecard = new WeakMap<Scorecard, readonly RelatedScope[]>();

/** The scopes beside the entity itself that a scorecard's rules name. @internal */
export function scopesNamed(scorecard: Scorecard): readonly RelatedScope[] {
  let scopes = scopesByScorecard.get(scorecard);
  if (!scopes) {
    const found = new Set<RelatedScope>();
    for (const { rules } of scorecard.spec.criteria) {
      for (const { over = 'self' } of rules) {
        if (over !== 'self') found.add(over);
      }
    }
    scopes = [...found];
    scopesByScorecard.set(scorecard, scopes);
  }
  return scopes;
}

/** The scopes that the scorecards which apply to an entity read. @internal */
export function scopesRead(
  scorecards: readonly Pick<ActiveScorecard, 'scorecard'>[],
  entity: EntityProfile,
): RelatedScope[] {
  const scopes = new Set<RelatedScope>();
  for (const { scorecard } of scorecards) {
    const named = scopesNamed(scorecard);
    if (named.length > 0 && appliesTo(scorecard, entity)) {
      for (const scope of named) scopes.add(scope);
    }
  }
  return [...scopes];
}
