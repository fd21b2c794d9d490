import fc from 'fast-check';
import { Evidence } from '../../evidence/Evidence';
import { EvidencePayload } from '../../evidence/kinds';
import { firstBrokenPromise } from '../__testUtils__/firstBrokenPromise';
import { askOf, isoDay, onDay } from '../testing/ask';
import { evidenceOf, subjectOf } from '../testing/builders';
import { supportFacts } from './supportFacts';
import { supportSection } from './supportSection';

type Support = EvidencePayload<'support'>;

const period = (
  from: number,
  to: number,
  rest: Partial<Support> = {},
  source = 'test',
) =>
  evidenceOf(
    'support',
    isoDay(to),
    { from: isoDay(from), to: isoDay(to), tiers: {}, ...rest },
    { source },
  );

const tier = (
  opened: number,
  respondedInTarget: number,
  resolvedInTarget: number,
  open?: number,
) => ({ opened, respondedInTarget, resolvedInTarget, open });

const rated = (score: number, responses: number) => ({
  csat: { score, responses },
});

const ask = askOf(supportFacts);

describe('without evidence', () => {
  it.each(supportFacts.map(({ id }) => id))('%s is not known', id => {
    expect(ask(id, [], 1)).toMatchObject({
      value: null,
      reason: expect.stringMatching(/\w/),
    });
  });
});

describe('support.csat', () => {
  it.each<[string, Evidence[], number | null, number]>([
    [
      'weighted with responses',
      [period(0, 7, rated(5, 30)), period(7, 14, rated(3, 10))],
      4.5,
      40,
    ],
    ['four responses', [period(0, 7, rated(5, 4))], null, 4],
    ['five responses', [period(0, 7, rated(5, 5))], 5, 5],
    [
      'four and one',
      [period(0, 7, rated(5, 4)), period(7, 14, rated(4, 1))],
      4.8,
      5,
    ],
    ['a survey nobody answered', [period(0, 7, rated(1, 0))], null, 0],
    ['no survey', [period(0, 7)], null, 0],
  ])('%s', (_, evidence, value, n) => {
    const result = ask('support.csat', evidence, 20);
    expect(result.value).toBe(value);
    expect(result.n).toBe(n);
    expect(value === null).toBe(result.reason !== undefined);
  });

  it('leaves out periods that ended before the window', () => {
    const evidence = [period(0, 7, rated(1, 50)), period(90, 97, rated(5, 50))];
    expect(ask('support.csat', evidence, 98).value).toBe(5);
  });
});

describe('tickets in time', () => {
  it.each<
    [string, Evidence[], string | undefined, number | null, number | null]
  >([
    [
      'of one tier',
      [period(0, 7, { tiers: { P1: tier(4, 3, 2), P2: tier(10, 0, 0) } })],
      'P1',
      0.75,
      0.5,
    ],
    [
      'pooled over tiers',
      [period(0, 7, { tiers: { P1: tier(4, 4, 4), P4: tier(4, 0, 2) } })],
      undefined,
      0.5,
      0.75,
    ],
    [
      'pooled over periods',
      [
        period(0, 7, { tiers: { P1: tier(1, 1, 1) } }),
        period(7, 14, { tiers: { P1: tier(3, 1, 2) } }),
      ],
      'P1',
      0.5,
      0.75,
    ],
    [
      'none opened',
      [period(0, 7, { tiers: { P1: tier(0, 0, 0) } })],
      'P1',
      null,
      null,
    ],
    [
      'a tier nobody reports',
      [period(0, 7, { tiers: { P1: tier(1, 1, 1) } })],
      'P3',
      null,
      null,
    ],
    [
      'more answered than opened',
      [period(0, 7, { tiers: { P1: tier(1, 2, 1) } })],
      'P1',
      null,
      1,
    ],
    [
      'a tier that does not exist',
      [period(0, 7, { tiers: { P1: tier(1, 1, 1) } })],
      'P9',
      null,
      null,
    ],
    [
      'a week inside a month of the same source',
      [
        period(0, 30, { tiers: { P1: tier(4, 2, 2) } }),
        period(7, 14, { tiers: { P1: tier(4, 4, 4) } }),
      ],
      'P1',
      0.5,
      0.5,
    ],
    [
      'a week inside a month of another source',
      [
        period(0, 30, { tiers: { P1: tier(4, 2, 2) } }),
        period(7, 14, { tiers: { P1: tier(4, 4, 4) } }, 'other'),
      ],
      'P1',
      0.75,
      0.75,
    ],
    [
      'the same period reported again',
      [
        period(0, 7, { tiers: { P1: tier(4, 4, 4) } }),
        period(0, 7, { tiers: { P1: tier(4, 1, 1) } }),
      ],
      'P1',
      0.25,
      0.25,
    ],
  ])('%s', (_, evidence, of, responded, resolved) => {
    expect(ask('support.responseKept', evidence, 40, { of }).value).toBe(
      responded,
    );
    expect(ask('support.resolutionKept', evidence, 40, { of }).value).toBe(
      resolved,
    );
  });

  it('counts open tickets as not solved, and says so', () => {
    const evidence = [
      period(0, 7, { tiers: { P1: tier(4, 4, 2, 5) } }),
      period(7, 14, { tiers: { P1: tier(4, 4, 4, 2) } }),
    ];
    expect(ask('support.resolutionKept', evidence, 20)).toMatchObject({
      value: 0.75,
      n: 8,
      reason: '2 still open count as not solved in time',
      details: { P1: { opened: 8, resolved: 6, open: 2 }, P2: null },
    });
  });

  it('counts tickets, and knows nothing where no tier is reported', () => {
    const some = [
      period(0, 7, { tiers: { P1: tier(4, 4, 2), P3: tier(2, 1, 1) } }),
    ];
    expect(ask('support.tickets', some, 20).value).toBe(6);
    expect(ask('support.tickets', [period(0, 7)], 20).value).toBeNull();
  });
});

describe('support.knowledgeBaseAge', () => {
  const articles = 3;
  it.each<[string, Support['knowledgeBase'], number | null]>([
    ['reviewed', { articles, reviewedAt: isoDay(4) }, 6],
    ['updated in the period', { articles, updated: 1 }, 3],
    [
      'reviewed before it was updated',
      { articles, updated: 1, reviewedAt: isoDay(4) },
      3,
    ],
    ['neither', { articles, updated: 0 }, null],
    ['not reported', null, null],
  ])('%s', (_, knowledgeBase, days) => {
    const result = ask(
      'support.knowledgeBaseAge',
      [period(0, 7, { knowledgeBase })],
      10,
    );
    expect(result.value).toBe(days === null ? null : days * 86400);
  });
});

describe('the support section', () => {
  it('is absent when support was never reported', () => {
    expect(supportSection(subjectOf([]), onDay(1))).toBeNull();
  });

  it('shows tiers with their targets, satisfaction and knowledge base', () => {
    const subject = subjectOf([
      period(0, 7, {
        tiers: { P1: tier(4, 3, 2, 1), P4: tier(0, 0, 0) },
        ...rated(4.8, 3),
        knowledgeBase: { articles: 12, updated: 2 },
      }),
      period(7, 14, { tiers: {} }),
    ]);
    expect(supportSection(subject, onDay(20))).toEqual({
      window: 'P90D',
      tiers: [
        {
          tier: 'P1',
          responseTarget: 'PT15M',
          resolutionTarget: 'PT4H',
          opened: 4,
          respondedInTarget: 0.75,
          resolvedInTarget: 0.5,
          open: 1,
        },
        {
          tier: 'P4',
          responseTarget: 'P1D of working time',
          resolutionTarget: 'P14D',
          opened: 0,
          respondedInTarget: null,
          resolvedInTarget: null,
        },
      ],
      csat: {
        value: null,
        responses: 3,
        reason: '3 responses are too few, 5 are needed',
      },
      knowledgeBase: { articles: 12, updated: 2, reviewedAt: isoDay(7) },
    });
  });
});

describe('every answer holds exactly as long as it says', () => {
  const evidence = fc.array(
    fc
      .tuple(
        fc.integer({ min: 0, max: 30 }),
        fc.integer({ min: 0, max: 10 }),
        fc.nat(5),
        fc.nat(5),
      )
      .map(([from, length, opened, responses]) =>
        period(from, from + length, {
          tiers: { P1: tier(opened, opened, 0, 1) },
          ...rated(4, responses),
          knowledgeBase: { articles: 1, updated: responses },
        }),
      ),
    { maxLength: 6 },
  );
  const of = fc.constantFrom(undefined, 'P1', 'P2');

  it.each(supportFacts.map(fact => [fact.id, fact] as const))(
    '%s',
    (_, fact) => {
      const selector = fact.of ? of : undefined;
      expect(firstBrokenPromise(fact, evidence, selector)).toEqual([]);
    },
  );

  it('csat lies between the worst and the best score', () => {
    const scores = fc.array(
      fc.tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 5, max: 90 })),
      { minLength: 1, maxLength: 5 },
    );
    fc.assert(
      fc.property(scores, list => {
        const records = list.map(([score, responses], index) =>
          period(index, index + 1, rated(score, responses)),
        );
        const value = Number(ask('support.csat', records, 20).value);
        const all = list.map(([score]) => score);
        expect(value).toBeGreaterThanOrEqual(Math.min(...all) - 1e-9);
        expect(value).toBeLessThanOrEqual(Math.max(...all) + 1e-9);
      }),
    );
  });
});

describe('tickets that became incidents', () => {
  const incident = evidenceOf(
    'incident',
    isoDay(3),
    {
      title: 'Checkout down',
      severity: 'sev-2',
      status: 'resolved',
      segments: [{ startedAt: isoDay(3), endedAt: isoDay(3.1) }],
      impact: 'outage',
      url: 'https://incidents.example/7',
    },
    { externalId: 'INC-7' },
  );
  const became = (ticket: string, name?: string) => ({
    ticket,
    tier: 'P1' as const,
    ...(name ? { incident: name } : {}),
  });
  const told = (from: number, ...tickets: ReturnType<typeof became>[]) =>
    period(from, from + 7, {
      tiers: { P1: tier(10, 9, 8) },
      escalated: tickets,
    });

  it.each<[string, Evidence[], number | null, RegExp | undefined]>([
    ['none, by word of the source', [told(0)], 0, undefined],
    ['two', [told(0, became('A', 'inc-7'), became('B'))], 2, undefined],
    [
      'one in two reports',
      [told(0, became('A')), told(7, became('A'))],
      1,
      undefined,
    ],
    ['none told', [period(0, 7)], null, /1 of 1 periods do not tell/],
    [
      'not told everywhere',
      [told(0, became('A')), period(7, 14)],
      null,
      /1 of 2 periods do not tell/,
    ],
    [
      'long ago',
      [told(-400, became('A'))],
      null,
      /No support period ended within/,
    ],
  ])('%s', (_, evidence, value, reason) => {
    const result = ask('support.escalated', evidence, 20);
    expect(result.value).toBe(value);
    expect(result.reason ?? '').toMatch(reason ?? /^$/);
  });

  it('are linked to the incidents that are recorded here', () => {
    const section = supportSection(
      subjectOf([
        told(0, became('A', 'inc-7'), became('B', 'INC-8')),
        incident,
      ]),
      onDay(20),
    );
    expect(section?.escalated).toEqual({
      count: 2,
      items: [
        {
          ticket: 'A',
          tier: 'P1',
          incident: 'inc-7',
          incidentTitle: 'Checkout down',
          severity: 'sev-2',
          incidentUrl: 'https://incidents.example/7',
        },
        { ticket: 'B', tier: 'P1', incident: 'INC-8' },
      ],
    });
    expect(
      supportSection(subjectOf([period(0, 7)]), onDay(20))?.escalated,
    ).toBeUndefined();
  });
});
