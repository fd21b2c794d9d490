import { calendarPeriod } from './calendarPeriod';

describe('calendarPeriod', () => {
  it.each<[string, string, string, string, string, string]>([
    [
      '2026-01-01 00:00:00',
      'UTC',
      'P1M',
      '2026-03-10T12:00:00Z',
      '2026-03-01T00:00:00Z',
      '2026-04-01T00:00:00Z',
    ],
    [
      '2026-01-01 00:00:00',
      'UTC',
      'P1M',
      '2026-04-01T00:00:00Z',
      '2026-04-01T00:00:00Z',
      '2026-05-01T00:00:00Z',
    ],
    [
      '2025-01-31 00:00:00',
      'UTC',
      'P1M',
      '2026-03-10T00:00:00Z',
      '2026-02-28T00:00:00Z',
      '2026-03-31T00:00:00Z',
    ],
    // A month of the zone, not of UTC.
    [
      '2026-01-01 00:00:00',
      'America/New_York',
      'P1M',
      '2026-03-01T04:59:59Z',
      '2026-02-01T05:00:00Z',
      '2026-03-01T05:00:00Z',
    ],
    // The day on which the clocks go forward has 23 hours.
    [
      '2026-01-01 00:00:00',
      'Europe/Berlin',
      'P1D',
      '2026-03-29T12:00:00Z',
      '2026-03-28T23:00:00Z',
      '2026-03-29T22:00:00Z',
    ],
    [
      '2026-01-05 09:00:00',
      'UTC',
      'P7D',
      '2026-03-10T00:00:00Z',
      '2026-03-09T09:00:00Z',
      '2026-03-16T09:00:00Z',
    ],
    [
      '2020-01-01 00:00:00',
      'UTC',
      'P3M',
      '2026-03-10T00:00:00Z',
      '2026-01-01T00:00:00Z',
      '2026-04-01T00:00:00Z',
    ],
    [
      '2000-01-01 00:00:00',
      'UTC',
      'PT1H',
      '2026-03-10T00:30:00Z',
      '2026-03-10T00:00:00Z',
      '2026-03-10T01:00:00Z',
    ],
  ])(
    'from %s %s every %s, at %s',
    (startTime, timeZone, length, at, from, to) => {
      expect(
        calendarPeriod({ startTime, timeZone }, length, Date.parse(at)),
      ).toEqual({
        from: Date.parse(from),
        to: Date.parse(to),
      });
    },
  );

  it.each([
    ['yesterday', 'UTC', 'P1M'],
    ['2026-01-01 00:00:00', 'Mars/Olympus', 'P1M'],
    ['2026-01-01 00:00:00', 'UTC', 'P0D'],
    ['2027-01-01 00:00:00', 'UTC', 'P1M'],
  ])('is none of %s %s %s', (startTime, timeZone, length) => {
    const at = Date.parse('2026-03-10T00:00:00Z');
    expect(calendarPeriod({ startTime, timeZone }, length, at)).toBeUndefined();
  });
});
