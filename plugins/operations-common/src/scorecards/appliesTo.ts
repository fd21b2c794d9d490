import { EntityProfile } from '../entity';
import { matches } from './predicates';
import { Scorecard } from './Scorecard';

/** Whether a scorecard is about an entity at all; without a predicate it is about every one. @public */
export function appliesTo(
  scorecard: Scorecard,
  entity: EntityProfile,
): boolean {
  return matches(scorecard.spec.appliesTo, entity);
}
