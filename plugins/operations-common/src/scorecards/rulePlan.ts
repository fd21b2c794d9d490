import { FactDefinition } from '../facts/Fact';
import { Rule } from './Scorecard';
import { ruleSentence } from './sentence';

/** What a rule needs at every evaluation and what depends on nothing but the rule. @internal */
export interface RulePlan {
  definition?: FactDefinition;
  sentence: string;
}

type FindFact = (id: string) => FactDefinition | undefined;

const plans = new WeakMap<FindFact, WeakMap<Rule, RulePlan>>();

/** The plan of a rule, made once per rule and set of facts: a rule meets thousands of entities. @internal */
export function planOf(rule: Rule, findFact: FindFact): RulePlan {
  let known = plans.get(findFact);
  if (!known) {
    known = new WeakMap();
    plans.set(findFact, known);
  }
  let plan = known.get(rule);
  if (!plan) {
    const definition = findFact(rule.fact);
    const sentence = ruleSentence(rule, findFact);
    plan = { sentence, ...(definition ? { definition } : {}) };
    known.set(rule, plan);
  }
  return plan;
}
