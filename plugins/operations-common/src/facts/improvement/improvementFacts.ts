import { Millis, toMillis } from '../../time';
import { FactDefinition, FactResult } from '../Fact';
import { FactParts, known, unknown } from '../result';
import { earliestAfter, recordsOf } from '../select';
import { BacklogItem, improvementBacklog, isLate } from './backlog';

interface Asked {
  items: readonly BacklogItem[];
  now: Millis;
  parts: FactParts;
  known(value: number, parts: FactParts): FactResult;
  unknown(reason: string, parts: FactParts): FactResult;
}

const noBacklog =
  'No improvement has been recorded. Report entries of the backlog as evidence of kind improvement, or reviews of incidents with their action items.';

function improvementFact(
  definition: Omit<FactDefinition, 'kinds' | 'compute'>,
  compute: (asked: Asked) => FactResult,
): FactDefinition {
  const fact: FactDefinition = {
    ...definition,
    kinds: ['improvement', 'review'],
    compute(subject, query) {
      const { now } = query;
      const items = improvementBacklog(subject.evidence, now);
      if (items.length === 0) return unknown(fact, query, noBacklog);
      return compute({
        items,
        now,
        parts: {
          n: items.length,
          // An action item may be said to be done on a day to come.
          validUntil: earliestAfter(
            now,
            items.map(({ doneAt }) => doneAt),
          ),
          evidence: items.map(({ evidence }) => evidence),
        },
        known: (value, parts) => known(fact, query, value, parts),
        unknown: (reason, parts) => unknown(fact, query, reason, parts),
      });
    },
  };
  return fact;
}

const isDone = ({ status }: BacklogItem) => status === 'done';

const fromIncident = ({ source }: BacklogItem) => source === 'incident';

const backlog = improvementFact(
  {
    id: 'improvement.backlog',
    title: 'Improvement backlog',
    description:
      'Improvements and action items of post-incident reviews that are open or in progress.',
    unit: 'count',
    better: 'lower',
  },
  ({ items, parts, known: answer }) =>
    answer(items.filter(item => !isDone(item)).length, {
      ...parts,
      // A backlog is kept as long as somebody adds to it or works it off.
      provenAt: Math.max(
        ...items.map(({ evidence }) => toMillis(evidence.observedAt)),
      ),
      details: { fromIncidents: items.filter(fromIncident).length },
    }),
);

const doneShare = improvementFact(
  {
    id: 'improvement.doneShare',
    title: 'Improvements done',
    description:
      'Improvements and action items done ÷ all of them; what was called off does not count.',
    unit: 'ratio',
    better: 'higher',
  },
  ({ items, parts, known: answer }) =>
    answer(items.filter(isDone).length / items.length, parts),
);

const validatedShare = improvementFact(
  {
    id: 'improvement.validatedShare',
    title: 'Improvements validated',
    description:
      'Improvements whose effect was validated ÷ improvements done; action items of reviews carry no validation and are left out.',
    unit: 'ratio',
    better: 'higher',
  },
  ({ items, now, parts, known: answer, unknown: noAnswer }) => {
    const finished = items.filter(
      item => isDone(item) && item.incident === undefined,
    );
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
    const items = improvementBacklog(subject.evidence, now);
    const reviews = recordsOf(subject.evidence, 'review');
    if (items.length + reviews.length === 0) {
      return unknown(overdue, query, noBacklog);
    }
    const late = items.filter(item => isLate(item, now));
    const actions = late.filter(({ incident }) => incident !== undefined);
    return known(overdue, query, late.length, {
      n: items.length,
      validUntil: earliestAfter(now, items.flatMap(changesOf)),
      details: {
        improvements: late.length - actions.length,
        actionItems: actions.length,
      },
      evidence: [...items.map(({ evidence }) => evidence), ...reviews],
    });
  },
};

/** When an item becomes overdue, and stops being so. */
function changesOf({
  status,
  dueAt,
  doneAt,
}: BacklogItem): (Millis | undefined)[] {
  if (status === 'done' && doneAt === undefined) return [];
  return dueAt === undefined || dueAt + 1 >= (doneAt ?? Infinity)
    ? []
    : [dueAt + 1, doneAt];
}

/** Facts about the improvement backlog. @internal */
export const improvementFacts: readonly FactDefinition[] = [
  backlog,
  doneShare,
  validatedShare,
  overdue,
];
