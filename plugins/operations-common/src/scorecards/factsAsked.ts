import { EntityProfile } from '../entity';
import { RelatedScope } from './EvaluationInput';
import { AskedFact } from './FactReader';
import { matches } from './predicates';
import { Rule, Scorecard } from './Scorecard';

/** A fact that an evaluation will ask for, and of which entity. @public */
export interface FactQuestion extends AskedFact {
  entityRef: string;
  /** Asked only where this one, of the same entity, is not known. */
  after?: AskedFact;
}

type Related = Partial<Record<RelatedScope, readonly EntityProfile[]>>;

function askedOf(
  { over = 'self', among }: Rule,
  entity: EntityProfile,
  related: Related,
): readonly EntityProfile[] {
  const all = over === 'self' ? [entity] : related[over] ?? [];
  return all.filter(one => matches(among, one));
}

/**
 * The facts that an evaluation reads, told without any evidence.
 *
 * @remarks Follows the conditions of scorecard, criterion and rule, so that nothing is listed that would not be read.
 * @public
 */
export function factsAsked(
  { spec }: Scorecard,
  entity: EntityProfile,
  related: Related,
): FactQuestion[] {
  if (!matches(spec.appliesTo, entity)) return [];
  const questions: FactQuestion[] = [];
  for (const { appliesTo, rules } of spec.criteria) {
    if (!matches(appliesTo, entity)) continue;
    for (const rule of rules) {
      if (!matches(rule.when, entity)) continue;
      const { fact, of, window, orElse } = rule;
      const first = { fact, of, window };
      for (const { entityRef } of askedOf(rule, entity, related)) {
        questions.push({ ...first, entityRef });
        if (orElse !== undefined) {
          questions.push({ fact: orElse, entityRef, after: first });
        }
      }
    }
  }
  return questions;
}
