import { FactDefinition, FactQuery, FactResult, FactSubject } from '../Fact';
import { known, unknown } from '../result';
import { earliestAfter } from '../select';
import {
  becomesOverdueAt,
  isWorkOverdue,
  plannedWork,
  PlannedWork,
} from '../PlannedWork';

const titlesOf = (plans: readonly PlannedWork[]) =>
  plans.map(plan => plan.evidence.payload.title).slice(0, 20);

/** @param lacks - says less than the count asks for, so that a count of none is not known */
function upgradeFact(
  definition: Omit<FactDefinition, 'kinds' | 'compute' | 'unit'>,
  counts: (plan: PlannedWork, query: FactQuery) => boolean,
  until: (plan: PlannedWork) => number | undefined,
  lacks: (plan: PlannedWork) => boolean = () => false,
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
      const parts = {
        n: plans.length,
        validUntil: earliestAfter(query.now, plans.map(until)),
        details: { titles: titlesOf(counted) },
        evidence,
      };
      const lacking = plans.filter(lacks);
      return counted.length === 0 && lacking.length > 0
        ? unknown(
            fact,
            query,
            `No due date is set for ${titlesOf(lacking).join(', ')}.`,
            parts,
          )
        : known(fact, query, counted.length, parts);
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
    description:
      'Plans for new major versions past their due date; not known while none is, but a pending one has no due date.',
    better: 'lower',
  },
  (plan, query) => isWorkOverdue(plan, query.now),
  becomesOverdueAt,
  ({ pending, dueAt }) => pending && dueAt === undefined,
);

/** Facts about planned upgrades. @internal */
export const upgradeFacts: readonly FactDefinition[] = [count, overdue];
