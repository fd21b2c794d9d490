import { Millis } from '../../time';
import { FactDefinition, FactResult } from '../Fact';
import { actionItems, isActionOverdue } from '../incidents/domain/reviews';
import {
  becomesOverdueAt,
  isWorkOverdue,
  plannedWork,
  PlannedWork,
} from '../PlannedWork';
import { FactParts, known, unknown } from '../result';
import { earliestAfter, recordsOf } from '../select';

interface Asked {
  items: readonly PlannedWork[];
  now: Millis;
  parts: FactParts;
  known(value: number, parts: FactParts): FactResult;
  unknown(reason: string, parts: FactParts): FactResult;
}

const noBacklog =
  'No improvement has been recorded. Report entries of the backlog as evidence of kind improvement.';

function improvementFact(
  definition: Omit<FactDefinition, 'kinds' | 'compute'>,
  compute: (asked: Asked) => FactResult,
): FactDefinition {
  const fact: FactDefinition = {
    ...definition,
    kinds: ['improvement'],
    compute(subject, query) {
      const items = plannedWork(subject.evidence, 'improvement');
      if (items.length === 0) return unknown(fact, query, noBacklog);
      return compute({
        items,
        now: query.now,
        parts: {
          n: items.length,
          evidence: items.map(({ evidence }) => evidence),
        },
        known: (value, parts) => known(fact, query, value, parts),
        unknown: (reason, parts) => unknown(fact, query, reason, parts),
      });
    },
  };
  return fact;
}

const done = ({ status }: PlannedWork) => status === 'done';

const backlog = improvementFact(
  {
    id: 'improvement.backlog',
    title: 'Improvement backlog',
    description: 'Improvements that are open or in progress.',
    unit: 'count',
    better: 'lower',
  },
  ({ items, parts, known: answer }) =>
    answer(items.filter(({ pending }) => pending).length, parts),
);

const doneShare = improvementFact(
  {
    id: 'improvement.doneShare',
    title: 'Improvements done',
    description:
      'Improvements done ÷ all improvements; what was called off does not count.',
    unit: 'ratio',
    better: 'higher',
  },
  ({ items, parts, known: answer }) =>
    answer(items.filter(done).length / items.length, parts),
);

const validatedShare = improvementFact(
  {
    id: 'improvement.validatedShare',
    title: 'Improvements validated',
    description: 'Improvements whose effect was validated ÷ improvements done.',
    unit: 'ratio',
    better: 'higher',
  },
  ({ items, now, parts, known: answer, unknown: noAnswer }) => {
    const finished = items.filter(done);
    const all = {
      ...parts,
      n: finished.length,
      validUntil: earliestAfter(
        now,
        finished.map(({ validatedAt }) => validatedAt),
      ),
    };
    if (finished.length === 0) return noAnswer('No improvement is done.', all);
    const validated = finished.filter(
      ({ validatedAt }) => validatedAt !== undefined && validatedAt <= now,
    );
    return answer(validated.length / finished.length, all);
  },
);

const overdue: FactDefinition = {
  id: 'improvement.overdue',
  title: 'Improvements overdue',
  description:
    'Improvements and action items of post-incident reviews past their due date.',
  unit: 'count',
  kinds: ['improvement', 'review'],
  better: 'lower',
  compute(subject, query) {
    const { now } = query;
    const items = plannedWork(subject.evidence, 'improvement');
    const reviews = recordsOf(subject.evidence, 'review');
    if (items.length + reviews.length === 0) {
      return unknown(overdue, query, noBacklog);
    }
    const actions = actionItems(subject.evidence);
    const late = items.filter(item => isWorkOverdue(item, now));
    const lateActions = actions.filter(item => isActionOverdue(item, now));
    return known(overdue, query, late.length + lateActions.length, {
      n: items.length + actions.length,
      validUntil: earliestAfter(now, [
        ...items.map(becomesOverdueAt),
        ...actions.flatMap(({ dueAt, doneAt }) =>
          dueAt === undefined || dueAt + 1 >= (doneAt ?? Infinity)
            ? []
            : [dueAt + 1, doneAt],
        ),
      ]),
      details: { improvements: late.length, actionItems: lateActions.length },
      evidence: [...items.map(({ evidence }) => evidence), ...reviews],
    });
  },
};

/** Facts about the improvement backlog. @internal */
export const improvementFacts: readonly FactDefinition[] = [
  backlog,
  doneShare,
  validatedShare,
  overdue,
];
