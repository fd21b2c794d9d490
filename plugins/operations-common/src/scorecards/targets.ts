import { Rule, Scorecard } from './Scorecard';

/** Names of the metrics on the tab, by the fact behind each; what people write in `targets`. */
const metricNames: Readonly<Record<string, string>> = {
  'service.availability': 'availability',
  'incident.mtta': 'mtta',
  'incident.mttr': 'mttr',
  'incident.mtbf': 'mtbf',
  'support.csat': 'csat',
  'backup.successRate': 'backupSuccessRate',
  'patch.compliance': 'patchCompliance',
  'quality.p95': 'p95',
  'quality.coverage': 'coverage',
  'patch.openCriticals': 'openCriticals',
};

/** The fact behind the name of a metric. @internal */
export function factOfMetric(name: string): string | undefined {
  return Object.keys(metricNames).find(fact => metricNames[fact] === name);
}

/** The entries of the scorecard's targets that may override a rule's value, most particular first. @internal */
export function targetNamesOf(rule: Rule): string[] {
  const names = [rule.target, rule.fact, metricNames[rule.fact]];
  return names.filter(name => name !== undefined);
}

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
  for (const name of targetNamesOf(rule)) {
    const byTier = Object.hasOwn(targets, name) ? targets[name] : {};
    if (Object.hasOwn(byTier, tier)) return { ...rule, value: byTier[tier] };
  }
  return rule;
}
