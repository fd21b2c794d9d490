import { DateTime } from 'luxon';
import { RecordBatch, teller } from '../shared/Example';
import { iso, plus, Timeline } from '../shared/Timeline';

/** What support, product and the people behind a well-run service report. */
export function ordersPeople(t: Timeline, entityRef: string): RecordBatch[] {
  const desk = teller(entityRef, 'helpdesk');
  const backlog = teller(entityRef, 'backlog');
  const said = teller(entityRef, 'manual');
  const week = 7 * 24 * 60;

  // Two at night on a Sunday of Berlin, in summer and winter.
  const sunday = DateTime.fromMillis(t.back('P57D'), {
    zone: 'Europe/Berlin',
  })
    .startOf('week')
    .plus({ days: 6, hours: 2 });

  const support = t.weekly(13, 0).map(to =>
    desk('support', `week-${iso(to).slice(0, 10)}`, to, {
      from: iso(plus(to, -week)),
      to: iso(to),
      tiers: {
        P1: { opened: 0, respondedInTarget: 0, resolvedInTarget: 0 },
        P2: { opened: 2, respondedInTarget: 2, resolvedInTarget: 2, open: 0 },
        P3: { opened: 7, respondedInTarget: 7, resolvedInTarget: 7, open: 1 },
        P4: {
          opened: 15,
          respondedInTarget: 15,
          resolvedInTarget: 15,
          open: 3,
        },
      },
      csat: {
        score: 4.6 + (t.weekOf(to) % 4) * 0.05,
        responses: 11 + (t.weekOf(to) % 5),
      },
      escalated: [],
      knowledgeBase: {
        articles: 48,
        updated: 3,
        reviewedAt: iso(plus(to, -24 * 60)),
      },
    }),
  );

  return [
    {
      items: [
        ...support,
        backlog('improvement', 'IMP-1', t.back('P12D'), {
          title: 'Confirm orders before the receipt is written',
          source: 'incident',
          priority: 'high',
          status: 'done',
          dueAt: iso(t.back('P10D')),
          doneAt: iso(t.back('P14D')),
          validatedAt: iso(t.back('P12D')),
        }),
        backlog('improvement', 'IMP-2', t.back('P6D'), {
          title: 'Show the delivery slot while it is being chosen',
          source: 'feedback',
          priority: 'medium',
          status: 'in-progress',
          dueAt: iso(t.ahead('P30D')),
        }),
        teller(entityRef, 'change-calendar')(
          'maintenance-window',
          'every-sunday',
          t.back('P60D'),
          {
            starts: sunday.toISO() ?? '',
            ends: sunday.plus({ hours: 2 }).toISO() ?? '',
            title: 'Every Sunday night',
            announcedAt: iso(t.back('P70D')),
            approval: {
              by: 'user:default/product-owner',
              role: 'product-owner',
              at: iso(t.back('P65D')),
            },
            recurrence: {
              rule: 'FREQ=WEEKLY;BYDAY=SU',
              timeZone: 'Europe/Berlin',
            },
          },
        ),
        backlog('upgrade-plan', 'UP-1', t.back('P30D'), {
          title: 'PostgreSQL 16 to 18',
          source: 'industry',
          priority: 'medium',
          status: 'open',
          dueAt: iso(t.ahead('P120D')),
        }),
      ],
    },
    {
      as: 'user:default/product-owner',
      items: [
        said('attestation', 'business-metrics', t.back('P9D'), {
          statement: 'business-metrics-reviewed',
          url: 'https://docs.example.com/orders/business-metrics',
          validUntil: iso(t.ahead('P80D')),
        }),
        said('attestation', 'post-deployment-validation', t.back('P9D'), {
          statement: 'post-deployment-validation',
          url: 'https://docs.example.com/orders/release',
          validUntil: iso(t.ahead('P80D')),
        }),
      ],
    },
  ];
}
