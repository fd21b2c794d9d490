import { RuleResult } from '@backstage-operations/plugin-operations-common';
import { betterOf, formatValue } from './value';

/** What a rule found, as text; undefined when it is not known. @internal */
export function ruleValue(result: RuleResult): string | undefined {
  const { fact, rule } = result;
  return formatValue(fact.value, fact.unit, {
    better: betterOf(rule.op),
    target: rule.value,
  });
}
