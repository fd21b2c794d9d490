import { EvidencePayload } from '../../evidence/kinds';
import {
  askIncidents,
  at,
  incidentOf,
  Records,
  recordedOf,
  reviewOf,
} from './testing/incidents';

// 2026-03-20 is a Friday, so five business days end on 2026-03-27.
const late = incidentOf('19T12:00', {
  endedAt: '20T12:00',
  externalId: 'INC-1',
});
const fresh = incidentOf('24T12:00', {
  endedAt: '25T12:00',
  externalId: 'INC-2',
});

describe('review.overdue', () => {
  it.each<[string, Records, number | null]>([
    ['nothing recorded', [], null],
    ['no incidents', [recordedOf()], 0],
    ['past five business days', [late], 1],
    ['within five business days', [fresh], 0],
    ['reviewed', [late, reviewOf('inc-1')], 0],
    [
      'review in progress',
      [late, reviewOf('INC-1', { status: 'draft', completedAt: undefined })],
      1,
    ],
    ['review of another incident', [late, reviewOf('INC-9')], 1],
    [
      'reviewed in the incident’s own tool',
      [
        incidentOf('19T12:00', {
          endedAt: '20T12:00',
          review: { completedAt: at('21T00:00') },
        }),
      ],
      0,
    ],
    ['not resolved', [incidentOf('01T00:00')], 0],
    [
      'SEV-3 needs none',
      [incidentOf('19T12:00', { endedAt: '20T12:00', severity: 'sev-3' })],
      0,
    ],
    [
      'SEV-3 of security needs one',
      [
        incidentOf('19T12:00', {
          endedAt: '20T12:00',
          severity: 'sev-3',
          security: true,
        }),
      ],
      1,
    ],
    [
      'a leak that cost no availability needs one',
      [
        incidentOf('19T12:00', {
          endedAt: '20T12:00',
          impact: 'none',
          security: true,
        }),
      ],
      1,
    ],
    [
      'a leak that was none needs none',
      [
        recordedOf(),
        incidentOf('19T12:00', {
          endedAt: '20T12:00',
          impact: 'none',
          status: 'cancelled',
          security: true,
        }),
      ],
      0,
    ],
    [
      'nobody knows which severity',
      [incidentOf('19T12:00', { endedAt: '20T12:00', severity: undefined })],
      null,
    ],
    [
      'maintenance needs none',
      [incidentOf('19T12:00', { endedAt: '20T12:00', impact: 'maintenance' })],
      0,
    ],
  ])('%s', (_, evidence, value) => {
    const result = askIncidents('review.overdue', evidence);
    expect(result.value).toBe(value);
    expect(result.value === 0 || Boolean(result.reason)).toBe(true);
  });

  it.each<[string, Records, number | null]>([
    ['nothing recorded', [], null],
    ['another incident', [late], 0],
    [
      'one of security',
      [
        late,
        incidentOf('19T12:00', {
          endedAt: '20T12:00',
          severity: undefined,
          security: true,
          externalId: 'SEC-1',
        }),
      ],
      1,
    ],
  ])('of security: %s', (_, evidence, value) => {
    const of = 'security';
    expect(askIncidents('review.overdue', evidence, { of }).value).toBe(value);
  });

  it('changes when the time for a review runs out', () => {
    expect(askIncidents('review.overdue', [fresh]).validUntil).toBe(
      '2026-04-01T12:00:00.001Z',
    );
  });
});

describe('review.completed', () => {
  it.each<[string, Records, number | null]>([
    ['nothing recorded', [], null],
    ['none', [recordedOf()], 0],
    ['one', [reviewOf('INC-1')], 1],
    [
      'a status without a time',
      [reviewOf('INC-1', { completedAt: undefined })],
      1,
    ],
    [
      'not finished',
      [reviewOf('INC-1', { completedAt: undefined, status: 'draft' })],
      0,
    ],
    [
      'long ago',
      [reviewOf('INC-1', { completedAt: '2025-01-01T00:00:00Z' })],
      0,
    ],
    [
      'the same one seen twice',
      [
        reviewOf('INC-1'),
        incidentOf('19T12:00', {
          externalId: 'INC-1',
          review: { completedAt: at('20T00:00') },
        }),
      ],
      1,
    ],
    [
      'only in the incident’s tool',
      [
        incidentOf('19T12:00', {
          externalId: 'INC-1',
          review: { completedAt: at('20T00:00') },
        }),
      ],
      1,
    ],
  ])('%s', (_, evidence, value) => {
    expect(askIncidents('review.completed', evidence).value).toBe(value);
  });
});

describe('action items', () => {
  type Item = NonNullable<EvidencePayload<'review'>['actionItems']>[number];
  const item = (rest: Partial<Item>): Item => ({
    id: 'a',
    title: 'do it',
    ...rest,
  });
  const withItems = (...items: Item[]) => [
    late,
    reviewOf('INC-1', { actionItems: items }),
  ];
  const past = at('25T00:00');
  const future = '2026-04-10T00:00:00Z';

  it.each<[string, Records, number | null, number | null]>([
    ['nothing recorded', [], null, null],
    ['no incident needs any', [recordedOf()], 0, null],
    ['a review is missing', [late], null, null],
    ['a review without items', [late, reviewOf('INC-1')], 0, null],
    ['overdue', withItems(item({ dueAt: past })), 1, 0],
    ['done', withItems(item({ dueAt: past, doneAt: past })), 0, 1],
    [
      'not due yet',
      withItems(item({ dueAt: future }), item({ doneAt: past })),
      0,
      0.5,
    ],
    ['no due date', withItems(item({})), 0, 0],
  ])('%s', (_, evidence, overdue, done) => {
    expect(askIncidents('review.actionsOverdue', evidence).value).toBe(overdue);
    expect(askIncidents('review.actionsDone', evidence).value).toBe(done);
  });

  it('says that items without a due date can’t be overdue', () => {
    expect(
      askIncidents('review.actionsOverdue', withItems(item({}))).reason,
    ).toMatch(/no due date/);
  });

  it('changes at the next due date', () => {
    const result = askIncidents(
      'review.actionsOverdue',
      withItems(item({ dueAt: future })),
    );
    expect(result.validUntil).toBe('2026-04-10T00:00:00.001Z');
  });
});
