import { dueAfter } from './cadence';

describe('dueAfter', () => {
  it.each([
    ['2026-01-31T12:00:00Z', 'P1M', 'UTC', '2026-02-28T12:00:00Z'],
    ['2026-01-15T12:00:00Z', 'P3M', 'UTC', '2026-04-15T12:00:00Z'],
    ['2024-02-29T00:00:00Z', 'P1Y', 'UTC', '2025-02-28T00:00:00Z'],
    ['2026-03-01T12:00:00Z', 'P7D', 'UTC', '2026-03-08T12:00:00Z'],
    ['2026-03-28T12:00:00Z', 'P1D', 'Europe/Berlin', '2026-03-29T11:00:00Z'],
  ])('%s + %s in %s is %s', (last, every, zone, expected) => {
    expect(dueAfter(Date.parse(last), every, zone)).toBe(Date.parse(expected));
  });

  it('refuses what is no duration', () => {
    expect(() => dueAfter(0, 'monthly', 'UTC')).toThrow('not a duration');
  });
});
