import { RuleResult } from '@backstage-operations/plugin-operations-common';
import { ruleValue } from '../format/ruleValue';
import { notKnown } from '../format/value';

/** The rules that found another value than before, `Restore proof: L3 → L4`. @internal */
export function valueChanges(
  before: readonly RuleResult[],
  after: readonly RuleResult[],
): string[] {
  const old = new Map(before.map(rule => [rule.sentence, ruleValue(rule)]));
  return after.flatMap(rule => {
    const { sentence } = rule;
    if (!old.has(sentence)) return [];
    const [from, to] = [old.get(sentence), ruleValue(rule)];
    if (from === to) return [];
    const title = sentence.split(':')[0];
    return [`${title}: ${from ?? notKnown} → ${to ?? notKnown}`];
  });
}
