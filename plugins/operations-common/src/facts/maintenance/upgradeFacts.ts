import { FactDefinition, FactQuery, FactResult, FactSubject } from '../Fact';
import { known, unknown } from '../result';
import { earliestAfter } from '../select';
import {
  becomesOverdueAt,
  isWorkOverdue,
  plannedWork,
  PlannedWork,
} from '../PlannedWork';

function upgradeFact(
  definition: Omit<FactDefinition, 'kinds' | 'compute' | 'unit'>,
  counts: (plan: PlannedWork, query: FactQuery) => boolean,
  until: (plan: PlannedWork) => number | undefined,
): FactDefinition {
  const fact: FactDefinition = {
    ...definition,
    unit: 'count',
    kinds: ['upgrade-plan'],
    compute(subject: FactSubject, query: FactQuery): FactResult {
      const plans = plannedWork(subject.evidence, 'upgrade-plan');
      const evidence = plans.map(plan => plan.evidence);
      if (plans.length === 0) {
        return unknown(
          fact,
          query,
          'No upgrade plan has been recorded. Report plans for new major versions as evidence of kind upgrade-plan.',
        );
      }
      const counted = plans.filter(plan => counts(plan, query));
      return known(fact, query, counted.length, {
        n: plans.length,
        validUntil: earliestAfter(query.now, plans.map(until)),
        details: {
          titles: counted.map(plan => plan.evidence.payload.title).slice(0, 20),
        },
        evidence,
      });
    },
  };
  return fact;
}

const count = upgradeFact(
  {
    id: 'upgradePlan.count',
    title: 'Upgrade plans',
    description: 'Plans for new major versions, open and done.',
    better: 'higher',
  },
  () => true,
  () => undefined,
);

const overdue = upgradeFact(
  {
    id: 'upgradePlan.overdue',
    title: 'Upgrade plans overdue',
    description: 'Plans for new major versions past their due date.',
    better: 'lower',
  },
  (plan, query) => isWorkOverdue(plan, query.now),
  becomesOverdueAt,
);

/** Facts about planned upgrades. @internal */
export const upgradeFacts: readonly FactDefinition[] = [count, overdue];
