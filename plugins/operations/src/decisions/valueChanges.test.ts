import { RuleResult } from '@backstage-operations/plugin-operations-common';
import { buildCriterion } from '../__testUtils__';
import { valueChanges } from './valueChanges';

const [rule] = buildCriterion().rules;

function proof(value: string | null): RuleResult {
  return {
    ...rule,
    sentence: 'Restore proof: at least L3.',
    rule: { ...rule.rule, op: '>=', value: 'L3' },
    fact: { ...rule.fact, unit: 'level', value },
  };
}

it.each([
  ['L3', 'L4', ['Restore proof: L3 → L4']],
  ['L3', null, ['Restore proof: L3 → —']],
  ['L3', 'L3', []],
])('from %s to %s', (before, after, lines) => {
  expect(valueChanges([proof(before)], [proof(after)])).toEqual(lines);
});

it('says nothing of a rule that was not shown', () => {
  expect(valueChanges([], [proof('L3')])).toEqual([]);
});
