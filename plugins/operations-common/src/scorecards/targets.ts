import { Rule, Scorecard } from './Scorecard';

/** The entry of the scorecard's targets that may override a rule's value. @internal */
export const targetNameOf = (rule: Rule): string => rule.target ?? rule.fact;

/**
 * The rule as it applies to entities of a tier.
 *
 * @param tier - value of the tier annotation; without one, or with a tier that has no entry, the rule stays as written
 * @internal
 */
export function ruleForTier(
  rule: Rule,
  targets: Scorecard['spec']['targets'],
  tier: string | undefined,
): Rule {
  if (tier === undefined || targets === undefined) return rule;
  const name = targetNameOf(rule);
  if (!Object.hasOwn(targets, name)) return rule;
  const byTier = targets[name];
  if (!Object.hasOwn(byTier, tier)) return rule;
  return { ...rule, value: byTier[tier] };
}
