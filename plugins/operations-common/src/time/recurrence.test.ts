import fc from 'fast-check';
import { toIso, toMillis } from './instant';
import { occurrences, whyNoRule } from './recurrence';

const berlin = 'Europe/Berlin';

function first(
  starts: string,
  rule: string,
  rest: {
    timeZone?: string;
    except?: string[];
    from?: string;
    to?: string;
  } = {},
  limit = 4,
) {
  const {
    timeZone = berlin,
    except,
    from = starts,
    to = '2040-01-01T00:00:00Z',
  } = rest;
  return occurrences(
    toMillis(starts),
    { rule, timeZone, except },
    { from: toMillis(from), to: toMillis(to) },
    limit,
  ).map(at => toIso(at).slice(0, 16));
}

describe('occurrences', () => {
  it.each<[string, string, string, Parameters<typeof first>[2], string[]]>([
    [
      'keep their hour when clocks go forward',
      '2026-03-22T02:00:00+01:00',
      'FREQ=WEEKLY',
      {},
      [
        '2026-03-22T01:00',
        '2026-03-29T01:00',
        '2026-04-05T00:00',
        '2026-04-12T00:00',
      ],
    ],
    [
      'keep their hour when clocks go back, the first of two',
      '2026-10-24T02:30:00+02:00',
      'FREQ=DAILY',
      {},
      [
        '2026-10-24T00:30',
        '2026-10-25T00:30',
        '2026-10-26T01:30',
        '2026-10-27T01:30',
      ],
    ],
    [
      'keep their hour across the date line of UTC',
      '2026-03-06T23:30:00-05:00',
      'FREQ=WEEKLY;BYDAY=FR',
      { timeZone: 'America/New_York' },
      [
        '2026-03-07T04:30',
        '2026-03-14T03:30',
        '2026-03-21T03:30',
        '2026-03-28T03:30',
      ],
    ],
    [
      'come on the second Tuesday',
      '2026-01-13T08:00:00Z',
      'FREQ=MONTHLY;BYDAY=2TU',
      { timeZone: 'UTC' },
      [
        '2026-01-13T08:00',
        '2026-02-10T08:00',
        '2026-03-10T08:00',
        '2026-04-14T08:00',
      ],
    ],
    [
      'come on the last working day',
      '2026-01-30T08:00:00Z',
      'FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1',
      { timeZone: 'UTC' },
      [
        '2026-01-30T08:00',
        '2026-02-27T08:00',
        '2026-03-31T08:00',
        '2026-04-30T08:00',
      ],
    ],
    [
      'skip months without that day',
      '2026-01-31T00:00:00Z',
      'FREQ=MONTHLY',
      { timeZone: 'UTC' },
      [
        '2026-01-31T00:00',
        '2026-03-31T00:00',
        '2026-05-31T00:00',
        '2026-07-31T00:00',
      ],
    ],
    [
      'end after a count, counted from the first',
      '2026-01-01T00:00:00Z',
      'FREQ=YEARLY;COUNT=3',
      { timeZone: 'UTC', from: '2026-06-01T00:00:00Z' },
      ['2027-01-01T00:00', '2028-01-01T00:00'],
    ],
    [
      'end on a day, which is part of them',
      '2026-01-01T22:00:00Z',
      'FREQ=DAILY;UNTIL=20260102',
      { timeZone: 'UTC' },
      ['2026-01-01T22:00', '2026-01-02T22:00'],
    ],
    [
      'end at an instant, not at a time of the clock',
      '2026-07-01T01:00:00+02:00',
      'FREQ=DAILY;UNTIL=20260701T230000Z',
      {},
      ['2026-06-30T23:00', '2026-07-01T23:00'],
    ],
    [
      'leave out exceptions',
      '2026-01-05T10:00:00Z',
      'FREQ=WEEKLY;COUNT=3',
      { timeZone: 'UTC', except: ['2026-01-12T11:00:00+01:00'] },
      ['2026-01-05T10:00', '2026-01-19T10:00'],
    ],
    [
      'belong to a half-open period',
      '2026-01-05T10:00:00Z',
      'FREQ=WEEKLY',
      {
        timeZone: 'UTC',
        from: '2026-01-12T10:00:00Z',
        to: '2026-01-26T10:00:00Z',
      },
      ['2026-01-12T10:00', '2026-01-19T10:00'],
    ],
  ])('%s', (_, starts, rule, rest, expected) => {
    expect(whyNoRule(rule)).toBeUndefined();
    expect(first(starts, rule, rest)).toEqual(expected);
  });

  it('of a week are the same hour on every clock', () => {
    const zones = fc.constantFrom(
      berlin,
      'America/Sao_Paulo',
      'Australia/Lord_Howe',
      'Asia/Kathmandu',
      'Africa/Casablanca',
    );
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 600 }), (timeZone, day) => {
        const starts = Date.UTC(2025, 0, 1, 12) + day * 86_400_000;
        const found = occurrences(
          starts,
          { rule: 'FREQ=WEEKLY', timeZone },
          { from: starts, to: starts + 400 * 86_400_000 },
          60,
        );
        const clock = (at: number) =>
          new Intl.DateTimeFormat('en-GB', {
            timeZone,
            weekday: 'short',
            hour: '2-digit',
            minute: '2-digit',
          }).format(at);
        expect(new Set(found.map(clock))).toEqual(new Set([clock(starts)]));
        expect(found.length).toBeGreaterThan(56);
      }),
      { numRuns: 60 },
    );
  });
});

it.each([
  ['', 'must be a rule like'],
  ['WEEKLY', 'must be a rule like'],
  ['INTERVAL=2', 'must say FREQ'],
  ['FREQ=HOURLY', 'wrong FREQ'],
  ['FREQ=WEEKLY;FREQ=DAILY', 'must be a rule like'],
  ['FREQ=WEEKLY;INTERVAL=0', 'wrong INTERVAL'],
  ['FREQ=WEEKLY;BYDAY=XX', 'wrong BYDAY'],
  ['FREQ=WEEKLY;BYDAY=2MO', 'may not number weekdays'],
  ['FREQ=DAILY;BYHOUR=3', 'BYHOUR, which is not supported'],
  ['FREQ=DAILY;INTERVAL=7;BYDAY=MO', 'may not say INTERVAL and BYDAY'],
  ['FREQ=DAILY;BYSETPOS=2', 'may not say BYMONTHDAY or BYSETPOS'],
  ['FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,31', 'never comes true'],
  ['FREQ=YEARLY;COUNT=2;UNTIL=20260101', 'not both'],
  ['DTSTART:20260101T000000Z\nRRULE:FREQ=DAILY', 'must be a rule like'],
  [`FREQ=DAILY;WKST=${'M'.repeat(600)}`, 'longer than'],
  ['FREQ=MONTHLY;BYDAY=-1WE,FR', 'some weekdays with a number'],
])('refuses the rule %j', (rule, why) => {
  expect(whyNoRule(rule)).toContain(why);
});
