import fc from 'fast-check';
import { Evidence } from '../../evidence/Evidence';
import { EvidencePayload } from '../../evidence/kinds';
import { firstBrokenPromise } from '../__testUtils__/firstBrokenPromise';
import { askOf, isoDay, onDay } from '../testing/ask';
import { evidenceOf, subjectOf } from '../testing/builders';
import { improvementFacts } from './improvementFacts';
import { improvementSection } from './improvementSection';

type Improvement = EvidencePayload<'improvement'>;

const entry = (rest: Partial<Improvement> = {}) =>
  evidenceOf('improvement', isoDay(0), {
    title: 'Shorter builds',
    status: 'open',
    ...rest,
  });

const reviewed = (dueAt?: string, doneAt?: string) =>
  evidenceOf('review', isoDay(0), {
    incident: 'INC-1',
    status: 'completed',
    actionItems: [{ id: 'a', title: 'Alert on it', dueAt, doneAt }],
  });

const done = (rest: Partial<Improvement> = {}) =>
  entry({ status: 'done', ...rest });

const ask = askOf(improvementFacts);

describe('the facts', () => {
  it.each<[string, Evidence[], (number | null)[]]>([
    ['nothing recorded', [], [null, null, null, null]],
    ['called off', [entry({ status: 'cancelled' })], [null, null, null, null]],
    ['open', [entry(), entry({ status: 'in-progress' })], [2, 0, null, 0]],
    ['half done', [entry(), done()], [1, 0.5, 0, 0]],
    [
      'half validated',
      [done(), done({ validatedAt: isoDay(5) })],
      [0, 1, 0.5, 0],
    ],
    ['validated tomorrow', [done({ validatedAt: isoDay(11) })], [0, 1, 0, 0]],
    ['overdue', [entry({ dueAt: isoDay(9) })], [1, 0, null, 1]],
    ['due now', [entry({ dueAt: isoDay(10) })], [1, 0, null, 0]],
    ['done although it was due', [done({ dueAt: isoDay(9) })], [0, 1, 0, 0]],
    ['an action item overdue', [reviewed(isoDay(9))], [1, 0, null, 1]],
    ['an action item done', [reviewed(isoDay(9), isoDay(8))], [0, 1, null, 0]],
    [
      'an action item to be done tomorrow',
      [reviewed(isoDay(9), isoDay(11))],
      [1, 0, null, 1],
    ],
    [
      'both overdue',
      [entry({ dueAt: isoDay(9) }), reviewed(isoDay(9))],
      [2, 0, null, 2],
    ],
    [
      'a validated improvement beside a done action item',
      [done({ validatedAt: isoDay(5) }), reviewed(undefined, isoDay(5))],
      [0, 1, 1, 0],
    ],
    [
      'an action item that was recorded as an improvement too',
      [
        done({ source: 'incident', title: 'Alert on it ' }),
        reviewed(isoDay(9)),
      ],
      [0, 1, 0, 0],
    ],
    [
      'an improvement of the same title that came from elsewhere',
      [done({ source: 'team', title: 'Alert on it' }), reviewed(isoDay(9))],
      [1, 0.5, 0, 1],
    ],
  ])('%s', (_, evidence, expected) => {
    const ids = ['backlog', 'doneShare', 'validatedShare', 'overdue'];
    const results = ids.map(id => ask(`improvement.${id}`, evidence, 10));
    expect(results.map(({ value }) => value)).toEqual(expected);
    expect(
      results.every(({ value, reason }) => value !== null || Boolean(reason)),
    ).toBe(true);
  });

  const date = fc.option(fc.integer({ min: 0, max: 60 }).map(isoDay), {
    nil: undefined,
  });
  const evidence = fc.array(
    fc.oneof(
      fc
        .tuple(fc.constantFrom('open', 'done', 'cancelled'), date, date)
        .map(([status, dueAt, validatedAt]) =>
          entry({ status, dueAt, validatedAt }),
        ),
      fc.tuple(date, date).map(([dueAt, doneAt]) => reviewed(dueAt, doneAt)),
    ),
    { maxLength: 6 },
  );

  it.each(improvementFacts.map(fact => [fact.id, fact] as const))(
    '%s holds exactly as long as it says',
    (_, fact) => {
      expect(firstBrokenPromise(fact, evidence)).toEqual([]);
    },
  );
});

describe('the improvement section', () => {
  it('is absent when nothing was recorded', () => {
    expect(improvementSection(subjectOf([]), onDay(1))).toBeNull();
  });

  it('has the action items of reviews with their incident', () => {
    const section = improvementSection(
      subjectOf([reviewed(isoDay(9))]),
      onDay(10),
    );
    expect(section).toMatchObject({ open: 1, done: 0, overdue: 1 });
    expect(section?.items).toEqual([
      {
        title: 'Alert on it',
        source: 'incident',
        status: 'open',
        dueAt: isoDay(9),
        overdue: true,
        incident: 'INC-1',
      },
    ]);
  });

  it('shows pending work first, by due date', () => {
    const section = improvementSection(
      subjectOf([
        done({ title: 'done', validatedAt: isoDay(5) }),
        entry({ title: 'some day' }),
        entry({ title: 'soon', dueAt: isoDay(20), source: 'incident' }),
        entry({ title: 'late', dueAt: isoDay(5), priority: 'high' }),
      ]),
      onDay(10),
    );
    expect(section).toMatchObject({
      open: 3,
      done: 1,
      overdue: 1,
      validated: 1,
    });
    expect(section?.items.map(({ title }) => title)).toEqual([
      'late',
      'soon',
      'some day',
      'done',
    ]);
    expect(section?.items[1]).toEqual({
      title: 'soon',
      source: 'incident',
      status: 'open',
      dueAt: isoDay(20),
    });
  });
});
