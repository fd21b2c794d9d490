import { FactDefinition } from '../facts/Fact';
import { PathProblem } from '../zodProblem';
import { targetProblem } from './ruleValue';
import { Rule } from './Scorecard';

function selectorProblem(rule: Rule, fact: FactDefinition): string | undefined {
  if (fact.of === undefined) {
    return rule.of === undefined ? undefined : `${fact.id} takes no selector`;
  }
  if (rule.of === undefined) {
    return fact.of.required
      ? `${fact.id} needs a selector: ${fact.of.name}`
      : undefined;
  }
  const { values, open } = fact.of;
  if (open || values === undefined || values.includes(rule.of))
    return undefined;
  return `${fact.id} knows no ${fact.of.name} ${rule.of}, but ${values.join(
    ', ',
  )}`;
}

function substituteProblem(
  { orElse }: Rule,
  fact: FactDefinition,
  findFact: (id: string) => FactDefinition | undefined,
): string | undefined {
  if (orElse === undefined) return undefined;
  const other = findFact(orElse);
  if (!other) return `there is no fact ${orElse}`;
  if (other.of?.required) return `${orElse} needs a selector`;
  return other.unit === fact.unit
    ? undefined
    : `${orElse} is in ${other.unit}, ${fact.id} in ${fact.unit}`;
}

/** What is wrong with a rule, given the facts there are. @internal */
export function checkRule(
  rule: Rule,
  findFact: (id: string) => FactDefinition | undefined,
): PathProblem[] {
  const fact = findFact(rule.fact);
  if (!fact) {
    return [{ path: ['fact'], message: `there is no fact ${rule.fact}` }];
  }
  const problems: PathProblem[] = [];
  const refuse = (field: keyof Rule, message: string | undefined) => {
    if (message) problems.push({ path: [field], message });
  };
  refuse('of', selectorProblem(rule, fact));
  if (rule.window !== undefined && fact.defaultWindow === undefined) {
    refuse('window', `${fact.id} has no window`);
  }
  if (fact.unit === 'boolean' && rule.op !== '==' && rule.op !== '!=') {
    refuse('op', `${fact.id} is true or false, which only == and != compare`);
  }
  refuse('value', targetProblem(rule.value, fact.unit));
  refuse('orElse', substituteProblem(rule, fact, findFact));
  if (rule.among !== undefined && (rule.over ?? 'self') === 'self') {
    refuse('among', 'needs over: dependsOn, parts or owned');
  }
  return problems;
}
