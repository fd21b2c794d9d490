import fc from 'fast-check';
import { DateTime } from 'luxon';
import { durationMillis, parseInstant, toIso, toMillis } from './instant';

it.each([
  ['2026-03-01T12:00:00Z', '2026-03-01T12:00:00.000Z'],
  ['2026-03-01T12:00:00.5Z', '2026-03-01T12:00:00.500Z'],
  ['2026-03-01T12:00:00.123456789Z', '2026-03-01T12:00:00.123Z'],
  ['2026-01-31T23:30:00-02:00', '2026-02-01T01:30:00.000Z'],
  ['2026-03-01T12:00+0530', '2026-03-01T06:30:00.000Z'],
])('reads %s', (text, utc) => {
  expect(toIso(toMillis(text))).toBe(utc);
});

it.each([
  '2026-02-29T00:00:00Z',
  '2026-04-31T00:00:00Z',
  '2026-03-01T12:00:00',
  '2026-03-01',
  '2026-03-01T25:00:00Z',
  'yesterday Z',
  '',
])('refuses %p', text => {
  expect(parseInstant(text)).toBeUndefined();
  expect(() => toMillis(text)).toThrow(TypeError);
});

it('knows the days of every month', () => {
  for (let year = 1896; year <= 2104; year += 1) {
    for (let month = 1; month <= 12; month += 1) {
      const last = DateTime.utc(year, month).daysInMonth ?? 0;
      const at = (day: number) =>
        parseInstant(
          `${year}-${String(month).padStart(2, '0')}-${day}T00:00:00Z`,
        );
      expect(at(last)).toBe(Date.UTC(year, month - 1, last));
      expect(at(last + 1)).toBeUndefined();
    }
  }
});

it('reads what luxon reads, to the millisecond, on both paths', () => {
  const zones = ['utc', 'Asia/Kolkata', 'America/St_Johns', 'Europe/Berlin'];
  fc.assert(
    fc.property(
      fc.date({
        min: new Date('1990-01-01'),
        max: new Date('2090-01-01'),
        noInvalidDate: true,
      }),
      fc.constantFrom(...zones),
      (date, zone) => {
        const text = DateTime.fromJSDate(date, { zone }).toISO() ?? '';
        expect(parseInstant(text)).toBe(date.getTime());
      },
    ),
  );
});

it.each([
  ['PT15M', 900_000],
  ['P92D', 7_948_800_000],
  [90, 90_000],
])('measures %p', (duration, millis) => {
  expect(durationMillis(duration)).toBe(millis);
});
