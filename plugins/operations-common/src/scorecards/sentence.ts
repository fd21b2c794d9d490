import { FactDefinition, FactUnit, FactValue } from '../facts/Fact';
import { durationWords } from './durationWords';
import { patchPresetTitles } from '../facts/patch/slaPresets';
import { conditionWords, predicateWords } from './predicateWords';
import { Rule, RuleOperator, RuleScope } from './Scorecard';

const operatorWords: Record<RuleOperator, string> = {
  '>=': 'at least',
  '>': 'more than',
  '<=': 'at most',
  '<': 'less than',
  '==': 'exactly',
  '!=': 'anything but',
};

const scopeWords: Record<RuleScope, string> = {
  self: '',
  dependsOn: 'each entity it depends on',
  parts: 'each of its parts',
  owned: 'each entity it owns',
};

/** A target in words, exact: a target is never rounded. */
function targetWords(value: FactValue, unit: FactUnit): string {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (unit === 'seconds') return durationWords(value);
  if (typeof value === 'string') {
    return unit === 'milliseconds' ? durationWords(value) : value;
  }
  if (unit === 'ratio') return `${Number((value * 100).toPrecision(12))} %`;
  return unit === 'milliseconds' ? `${value} ms` : String(value);
}

/** What a rule narrows its fact to, in words where the name alone would not say it. */
function selectorWords(of: string): string {
  return Object.entries(patchPresetTitles).find(([id]) => id === of)?.[1] ?? of;
}

/** What a rule asks of a value, `at least 99.9 %`. @internal */
export function comparisonWords(rule: Rule, unit: FactUnit): string {
  const value = targetWords(rule.value, unit);
  if (unit === 'boolean') return rule.op === '!=' ? `not ${value}` : value;
  return `${operatorWords[rule.op]} ${value}`;
}

/**
 * A rule in one plain sentence; what the API and the pages show beside the rule.
 *
 * @param rule - with the target that applies to the entity
 * @param findFact - gives the titles and units of facts
 * @public
 */
export function ruleSentence(
  rule: Rule,
  findFact: (id: string) => FactDefinition | undefined,
): string {
  const fact = findFact(rule.fact);
  const { of, orElse, maxAge, over = 'self', among, when } = rule;
  const window = rule.window ?? fact?.defaultWindow;
  const unit = fact?.unit ?? 'score';
  const parts = [
    fact?.title ?? rule.fact,
    of === undefined ? '' : ` (${selectorWords(of)})`,
    orElse === undefined
      ? ''
      : `, or where nothing reports that ${findFact(orElse)?.title ?? orElse}`,
    window === undefined ? '' : ` over the last ${durationWords(window)}`,
    `: ${comparisonWords(rule, unit)}`,
    maxAge === undefined
      ? ''
      : `, proven within the last ${durationWords(maxAge)}`,
    over === 'self' ? '' : `, for ${scopeWords[over]}`,
    among === undefined ? '' : ` where ${predicateWords(among)}`,
    when === undefined ? '' : `; applies ${conditionWords(when)}`,
    '.',
  ];
  return parts.join('');
}
