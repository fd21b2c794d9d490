import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  addBusinessDays,
  addBusinessTime,
  BusinessCalendar,
  isBusinessDay,
  nextWorkingInstant,
} from './businessCalendar';

const berlin: BusinessCalendar = {
  timeZone: 'Europe/Berlin',
  workdays: [1, 2, 3, 4, 5],
  hours: { from: 9, to: 17 },
  holidays: ['2026-04-03', '2026-04-06'],
};
const roundTheClock: BusinessCalendar = {
  ...berlin,
  workdays: [1, 2, 3, 4, 5, 6, 7],
  hours: { from: 0, to: 24 },
  holidays: [],
};
const halfHours = { ...berlin, hours: { from: 8.5, to: 16.75 } };

const at = (text: string, calendar = berlin) =>
  DateTime.fromISO(text, { zone: calendar.timeZone }).toMillis();
const shown = (millis: number, calendar = berlin) =>
  DateTime.fromMillis(millis, { zone: calendar.timeZone }).toFormat(
    "yyyy-MM-dd'T'HH:mm",
  );

describe('nextWorkingInstant', () => {
  it.each([
    ['inside working hours', '2026-03-02T10:00', '2026-03-02T10:00'],
    ['before opening', '2026-03-02T07:30', '2026-03-02T09:00'],
    ['at closing', '2026-03-02T17:00', '2026-03-03T09:00'],
    ['Saturday', '2026-03-07T12:00', '2026-03-09T09:00'],
    ['Thursday before Easter', '2026-04-02T18:00', '2026-04-07T09:00'],
  ])('%s', (_, from, to) => {
    expect(shown(nextWorkingInstant(at(from), berlin))).toBe(to);
  });
});

describe('addBusinessTime', () => {
  it.each([
    ['a day within the week', '2026-03-02T10:00', 'P1D', '2026-03-03T10:00'],
    ['a day over the weekend', '2026-03-06T16:00', 'P1D', '2026-03-09T16:00'],
    ['a day from Saturday', '2026-03-07T03:00', 'P1D', '2026-03-09T17:00'],
    ['a day from opening', '2026-03-02T09:00', 'P1D', '2026-03-02T17:00'],
    ['a day after closing', '2026-03-02T20:00', 'P1D', '2026-03-03T17:00'],
    ['five days over Easter', '2026-04-01T12:00', 'P5D', '2026-04-10T12:00'],
    ['a week is five days', '2026-04-01T12:00', 'P1W', '2026-04-10T12:00'],
    ['hours over the night', '2026-03-02T16:00', 'PT4H', '2026-03-03T12:00'],
    ['hours to closing', '2026-03-02T16:00', 'PT1H', '2026-03-02T17:00'],
    ['a day and hours', '2026-03-02T16:00', 'P1DT2H', '2026-03-04T10:00'],
    ['nothing, at night', '2026-03-02T22:00', 'PT0S', '2026-03-03T09:00'],
  ])('%s', (_, from, duration, to) => {
    expect(shown(addBusinessTime(at(from), duration, berlin))).toBe(to);
  });

  it('keeps the wall clock when clocks change between', () => {
    // Clocks go forward on Sunday 2026-03-29 and back on Sunday 2026-10-25.
    const spring = addBusinessTime(at('2026-03-27T10:00'), 'P1D', berlin);
    expect(shown(spring)).toBe('2026-03-30T10:00');
    expect(spring - at('2026-03-27T10:00')).toBe(71 * 3_600_000);
    const autumn = addBusinessTime(at('2026-10-23T10:00'), 'P1D', berlin);
    expect(autumn - at('2026-10-23T10:00')).toBe(73 * 3_600_000);
  });

  it('counts hours as they pass when clocks change during work', () => {
    const from = at('2026-03-29T01:00', roundTheClock);
    const to = addBusinessTime(from, 'PT4H', roundTheClock);
    expect(shown(to, roundTheClock)).toBe('2026-03-29T06:00');
  });

  it('understands parts of hours and seconds', () => {
    const from = at('2026-03-02T16:30');
    expect(shown(addBusinessTime(from, 1800, halfHours))).toBe(
      '2026-03-03T08:45',
    );
  });

  it.each([
    ['months', () => addBusinessTime(0, 'P1M', berlin)],
    ['text that is no duration', () => addBusinessTime(0, 'soon', berlin)],
    ['half days', () => addBusinessDays(0, 1.5, berlin)],
    ['no workday', () => isBusinessDay(0, { ...berlin, workdays: [] })],
    [
      'hours backwards',
      () => isBusinessDay(0, { ...berlin, hours: { from: 17, to: 9 } }),
    ],
    [
      'an unknown zone',
      () => isBusinessDay(0, { ...berlin, timeZone: 'Mars' }),
    ],
  ])('refuses %s', (_, call) => {
    expect(call).toThrow(TypeError);
  });

  it('refuses a calendar whose only workday is always a holiday', () => {
    const days = Array.from({ length: 4000 }, (_, day) =>
      DateTime.fromISO('2026-01-01').plus({ days: day }).toISODate(),
    ).filter((day): day is string => day !== null);
    expect(() =>
      addBusinessDays(at('2026-01-01T00:00'), 1, { ...berlin, holidays: days }),
    ).toThrow(RangeError);
  });
});

describe('properties', () => {
  const instants = fc.integer({
    min: Date.UTC(2024, 0, 1),
    max: Date.UTC(2028, 0, 1),
  });
  const minutes = fc.integer({ min: 0, max: 5000 });

  it('never ends before it starts, and ends in working time or at its end', () => {
    fc.assert(
      fc.property(instants, minutes, (from, amount) => {
        const to = addBusinessTime(from, amount * 60, berlin);
        expect(to).toBeGreaterThanOrEqual(from);
        expect(nextWorkingInstant(to - 1, berlin)).toBeLessThanOrEqual(to);
        expect(isBusinessDay(to, berlin)).toBe(true);
      }),
    );
  });

  it('can be added in two parts', () => {
    fc.assert(
      fc.property(instants, minutes, minutes, (from, a, b) => {
        const once = addBusinessTime(from, (a + b) * 60, berlin);
        const twice = addBusinessTime(
          addBusinessTime(from, a * 60, berlin),
          b * 60,
          berlin,
        );
        const same = [once, twice].map(to => nextWorkingInstant(to, berlin));
        expect(same[0]).toBe(same[1]);
      }),
    );
  });

  it('a later start never gives an earlier deadline', () => {
    fc.assert(
      fc.property(instants, fc.nat(1e8), fc.nat(10), (from, later, days) => {
        expect(
          addBusinessDays(from + later, days, berlin),
        ).toBeGreaterThanOrEqual(addBusinessDays(from, days, berlin));
      }),
    );
  });
});
