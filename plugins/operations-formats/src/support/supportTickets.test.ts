import { defaultSettings } from '@backstage-operations/plugin-operations-common';
import { Format, FormatContext } from '../Format';
import { read } from '../incidents/testing';
import { tierOf } from './Ticket';
import { supportTicketsCsv } from './supportTicketsCsv';
import { supportTicketsJson } from './supportTicketsJson';

const payloads = (
  format: Format,
  content: unknown,
  context: Partial<FormatContext> = {},
) => read(format, content, context).items.map(({ payload }) => payload);

const header = 'id,priority,created_at,first_response_at,resolved_at,csat';
const csv = (...rows: string[]) => [header, ...rows].join('\n');

/** Opened at noon of a Friday: 2026-03-06. */
const opened = '2026-03-06T12:00:00Z';

describe('support-tickets-csv', () => {
  it('makes one period of each month, the running one until now', () => {
    const { items } = read(
      supportTicketsCsv,
      csv(
        `1,P1,2026-02-10T00:00:00Z,2026-02-10T00:10:00Z,2026-02-10T05:00:00Z,5`,
        `2,High,2026-02-11T00:00:00Z,2026-02-11T00:30:00Z,2026-02-11T12:00:00Z,4`,
        `3,P3,${opened},,,`,
      ),
    );
    expect(items).toMatchObject([
      {
        kind: 'support',
        externalId: 'tickets 2026-02',
        observedAt: '2026-03-01T00:00:00.000Z',
        payload: {
          from: '2026-02-01T00:00:00.000Z',
          to: '2026-03-01T00:00:00.000Z',
          tiers: {
            P1: {
              opened: 1,
              respondedInTarget: 1,
              resolvedInTarget: 0,
              open: 0,
            },
            P2: {
              opened: 1,
              respondedInTarget: 1,
              resolvedInTarget: 1,
              open: 0,
            },
          },
          csat: { score: 4.5, responses: 2 },
        },
      },
      {
        externalId: 'tickets 2026-03',
        observedAt: '2026-03-10T12:00:00.000Z',
        payload: {
          to: '2026-03-10T12:00:00.000Z',
          tiers: {
            P3: {
              opened: 1,
              respondedInTarget: 0,
              resolvedInTarget: 0,
              open: 1,
            },
          },
        },
      },
    ]);
    expect(items[1].payload).not.toHaveProperty('csat');
  });

  it.each([
    ['P1', '2026-03-06T12:15:00Z', 1],
    ['P1', '2026-03-06T12:15:01Z', 0],
    ['P2', '2026-03-06T13:00:00Z', 1],
    ['P3', '2026-03-06T16:00:01Z', 0],
    // One business day: Monday at the same hour.
    ['P4', '2026-03-09T12:00:00Z', 1],
    ['P4', '2026-03-09T12:00:01Z', 0],
    ['P4', '', 0],
  ])('an answer to %s at %s counts %d', (tier, answered, kept) => {
    const [period] = payloads(
      supportTicketsCsv,
      csv(`1,${tier},${opened},${answered},,`),
    );
    expect(period).toHaveProperty(`tiers.${tier}.respondedInTarget`, kept);
  });

  it.each([
    ['P1', '2026-03-06T16:00:00Z', 1],
    ['P1', '2026-03-06T16:00:01Z', 0],
    ['P2', '2026-03-07T12:00:00Z', 1],
    ['P3', '2026-03-13T12:00:00Z', 1],
    ['P4', '2026-03-20T12:00:01Z', 0],
  ])('a solution of %s at %s counts %d', (tier, solved, kept) => {
    const [period] = payloads(
      supportTicketsCsv,
      csv(`1,${tier},${opened},,${solved},`),
    );
    expect(period).toHaveProperty(`tiers.${tier}.resolvedInTarget`, kept);
  });

  it('takes the last row of a ticket, and no time before it was opened', () => {
    const rows = csv(
      `1,P1,${opened},2026-03-06T12:01:00Z,,`,
      `1,P1,${opened},2026-03-06T12:01:00Z,2026-03-06T13:00:00Z,`,
      `2,P1,${opened},2026-03-06T11:00:00Z,2026-03-05T13:00:00Z,`,
    );
    const { items, warnings } = read(supportTicketsCsv, rows);
    expect(items[0].payload).toMatchObject({
      tiers: {
        P1: { opened: 2, respondedInTarget: 1, resolvedInTarget: 1, open: 0 },
      },
    });
    expect(warnings).toEqual([
      '1 rows repeat a ticket; the last of each counts',
      '1 tickets were answered or solved before they were opened, which counts as not in time: 2',
    ]);
  });

  it('judges by the targets that the organisation has chosen', () => {
    const { support, calendar } = defaultSettings;
    const settings = {
      calendar,
      support: {
        targets: {
          ...support.targets,
          P1: { response: 'PT5M', resolution: 'PT8H' },
        },
      },
    };
    const rows = csv(
      `1,P1,${opened},2026-03-06T12:10:00Z,2026-03-06T18:00:00Z,`,
    );
    expect(payloads(supportTicketsCsv, rows)[0]).toHaveProperty('tiers.P1', {
      opened: 1,
      respondedInTarget: 1,
      resolvedInTarget: 0,
      open: 0,
    });
    expect(payloads(supportTicketsCsv, rows, { settings })[0]).toHaveProperty(
      'tiers.P1',
      {
        opened: 1,
        respondedInTarget: 0,
        resolvedInTarget: 1,
        open: 0,
      },
    );
  });

  it('links tickets that became incidents, where a column tells', () => {
    const rows = [
      `1,P1,${opened},,,,INC-7`,
      `2,P2,${opened},,,,`,
      `3,P2,${opened},,,,none`,
    ];
    const [period] = payloads(
      supportTicketsCsv,
      [`${header},Incident`, ...rows].join('\n'),
    );
    expect(period).toMatchObject({
      escalated: [{ ticket: '1', tier: 'P1', incident: 'INC-7' }],
    });
    const [silent] = payloads(supportTicketsCsv, csv(`1,P1,${opened},,,`));
    expect(silent).not.toHaveProperty('escalated');
  });

  it.each([
    ['P1', 'P1'],
    ['p2 - High', 'P2'],
    ['3', 'P3'],
    ['4 - Low', 'P4'],
    ['Priority 2', 'P2'],
    ['Sev-1', 'P1'],
    ['Urgent', 'P1'],
    ['Highest', 'P1'],
    ['normal', 'P3'],
    ['P5', undefined],
    ['15', undefined],
    ['', undefined],
    ['constructor', undefined],
  ])('takes the priority %j for %s', (priority, tier) => {
    expect(tierOf(priority)).toBe(tier);
  });

  it.each(['95', '0', '10', 'good', '-1'])(
    'counts no score of a list that has %s, which is another scale',
    odd => {
      const { items, warnings } = read(
        supportTicketsCsv,
        csv(`1,P1,${opened},,,${odd}`, `2,P1,${opened},,,5`),
      );
      expect(items[0].payload).not.toHaveProperty('csat');
      expect(warnings).toEqual([
        '1 scores are not from 1 to 5, so that no score of the list is counted: 1',
      ]);
    },
  );

  it('reads a list as a spreadsheet of another country writes it', () => {
    const rows = [
      header.replaceAll(',', ';'),
      '1;Blocker;2026-03-06 12:00:00 UTC;2026-03-06 13:10:00 +0100;;4,5',
      '2;"P1";2026-03-06T12:00:00Z;;;5/5',
      '3;P1;2026-03-06T12:00:00Z;;;unoffered',
    ];
    const { items, warnings } = read(supportTicketsCsv, rows.join('\r\n'));
    expect(items[0].payload).toMatchObject({
      tiers: { P1: { opened: 3, respondedInTarget: 1 } },
      csat: { score: 4.75, responses: 2 },
    });
    expect(warnings).toEqual([]);
  });

  it('takes times without zone in the zone that is named', () => {
    const row = '1,P1,2026-03-01 00:30,2026-03-01 00:40,,';
    const [period] = payloads(supportTicketsCsv, csv(row), {
      timeZone: 'Europe/Berlin',
    });
    expect(period).toMatchObject({ from: '2026-02-28T23:00:00.000Z' });
    expect(() => read(supportTicketsCsv, csv(row))).toThrow('carries no zone');
  });

  it.each([
    [
      'a priority that is no tier',
      csv(`7,Whenever,${opened},,,`),
      'ticket 7: priority "Whenever" is none of P1',
    ],
    [
      'a ticket without beginning',
      csv('7,P1,,,,'),
      'ticket 7 does not say when it was opened',
    ],
    [
      'no column for answers',
      'id,priority,created,resolved\n1,P1,x,\n',
      'no column says responded',
    ],
    ['no ticket', csv(), 'the list holds no ticket'],
    ['an empty file', '', 'the file is empty'],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(supportTicketsCsv, content)).toThrow(message);
  });
});

describe('support-tickets-json', () => {
  const ticket = {
    id: 1,
    priority: 'urgent',
    createdAt: opened,
    firstResponseAt: '2026-03-06T12:05:00Z',
    resolvedAt: null,
  };

  it.each([
    ['a list', [ticket]],
    ['an object with items', { items: [ticket], total: 1 }],
    [
      'camel case with other names',
      [
        {
          ticketId: 'a',
          severity: 'P1',
          submittedAt: opened,
          firstReplyAt: '2026-03-06T12:05:00Z',
          closedOn: null,
          csatScore: 4,
        },
      ],
    ],
    [
      'a priority that is an object with its name',
      [{ ...ticket, priority: { id: '1', name: 'Highest' } }],
    ],
    ['an object with tickets', { tickets: [ticket], next_page: null }],
  ])('reads %s', (_, content) => {
    expect(payloads(supportTicketsJson, content)[0]).toMatchObject({
      tiers: {
        P1: { opened: 1, respondedInTarget: 1, resolvedInTarget: 0, open: 1 },
      },
    });
  });

  it.each([
    ['no ticket', [], 'the list holds no ticket'],
    [
      'an error body',
      { error: "Couldn't authenticate you" },
      'this is an error, not a report',
    ],
    [
      'tickets without times',
      [{ id: 1, priority: 'P1' }],
      'no field says opened, responded, resolved',
    ],
    [
      'an object of something else',
      { tickets: 'none' },
      'expected a list of tickets',
    ],
    ['numbers', [1], 'expected a list of tickets'],
  ])('refuses %s', (_, content, message) => {
    expect(() => read(supportTicketsJson, content)).toThrow(message);
  });
});
