import { FactDefinition, FactValue } from '../facts/Fact';
import { comparable } from '../scorecards/ruleValue';
import { ScorecardResult } from '../scorecards/Result';
import { Rule, RuleOperator } from '../scorecards/Scorecard';
import { findFact } from '../facts/catalogue';

/** One tile of the tab: which fact it shows and what it is held against. @public */
export interface MetricTarget {
  id: string;
  fact: string;
  title: string;
  op: RuleOperator;
  target: FactValue;
}

/**
 * The tiles in their order, with the targets that hold where no scorecard says otherwise.
 *
 * @remarks The seven operational metrics of the Phase 08 document, then the gates of the Phase 07 document. Times in seconds.
 * @public
 */
export const metricTargets: readonly MetricTarget[] = [
  {
    id: 'availability',
    fact: 'service.availability',
    title: 'Availability',
    op: '>',
    target: 0.999,
  },
  {
    id: 'mtta',
    fact: 'incident.mtta',
    title: 'Mean time to acknowledge',
    op: '<',
    target: 15 * 60,
  },
  {
    id: 'mttr',
    fact: 'incident.mttr',
    title: 'Mean time to resolve',
    op: '<',
    target: 4 * 3600,
  },
  {
    id: 'mtbf',
    fact: 'incident.mtbf',
    title: 'Mean time between failures',
    op: '>',
    target: 720 * 3600,
  },
  {
    id: 'csat',
    fact: 'support.csat',
    title: 'Support satisfaction',
    op: '>',
    target: 4.5,
  },
  {
    id: 'backupSuccessRate',
    fact: 'backup.successRate',
    title: 'Backup success rate',
    op: '>=',
    target: 1,
  },
  {
    id: 'patchCompliance',
    fact: 'patch.compliance',
    title: 'Patch compliance',
    op: '>',
    target: 0.95,
  },
  {
    id: 'p95',
    fact: 'quality.p95',
    title: 'p95 latency',
    op: '<=',
    target: 500,
  },
  {
    id: 'coverage',
    fact: 'quality.coverage',
    title: 'Test coverage',
    op: '>=',
    target: 0.8,
  },
  {
    id: 'openCriticals',
    fact: 'patch.openCriticals',
    title: 'Open critical vulnerabilities',
    op: '<=',
    target: 0,
  },
];

const allowed: Record<FactDefinition['better'], readonly RuleOperator[]> = {
  higher: ['>', '>=', '=='],
  lower: ['<', '<=', '=='],
};

function isStricter(rule: Rule, than: Rule | undefined, fact: FactDefinition) {
  if (than === undefined) return true;
  const [a, b] = [rule, than].map(r => comparable(r.value, fact.unit) ?? 0);
  return fact.better === 'higher' ? a > b : a < b;
}

/** The strictest rule of the applicable scorecards about the whole of a fact. */
function strictestRule(
  fact: FactDefinition,
  results: readonly ScorecardResult[],
): Rule | undefined {
  let strictest: Rule | undefined;
  for (const { applicable, criteria } of results) {
    if (!applicable) continue;
    for (const { rule, verdict } of criteria.flatMap(one => one.rules)) {
      const own = (rule.over ?? 'self') === 'self';
      const whole = rule.fact === fact.id && rule.of === undefined && own;
      if (!whole || verdict === 'not-applicable') continue;
      if (!allowed[fact.better].includes(rule.op)) continue;
      if (isStricter(rule, strictest, fact)) strictest = rule;
    }
  }
  return strictest;
}

/** The tiles held against what the entity's own scorecards ask for, tier by tier. @internal */
export function targetsFor(
  results: readonly ScorecardResult[],
): MetricTarget[] {
  return metricTargets.map(tile => {
    const fact = findFact(tile.fact);
    const rule = fact && strictestRule(fact, results);
    return rule ? { ...tile, op: rule.op, target: rule.value } : tile;
  });
}
