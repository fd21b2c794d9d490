import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  instantAt,
  isoDateOf,
  wallClockAt,
  weekdayOf,
  zoneOf,
} from './wallClock';

const zones = [
  'UTC',
  'Europe/Berlin',
  'America/New_York',
  'Asia/Kolkata',
  'Australia/Lord_Howe',
  'America/Sao_Paulo',
  'Pacific/Apia',
];
const instants = fc.integer({
  min: Date.UTC(2005, 0, 1),
  max: Date.UTC(2030, 0, 1),
});

describe('wall clocks', () => {
  it('show what luxon shows, and lead to the same instants', () => {
    fc.assert(
      fc.property(instants, fc.constantFrom(...zones), (at, name) => {
        const zone = zoneOf(name);
        const local = DateTime.fromMillis(at, { zone: name });
        const { day, clock } = wallClockAt(at, zone);
        expect(isoDateOf(day)).toBe(local.toISODate());
        expect(weekdayOf(day)).toBe(local.weekday);
        const noon = { hour: 12, minute: 0, second: 0, millisecond: 0 };
        expect(instantAt({ day, clock: 43_200_000 }, zone)).toBe(
          local.set(noon).toMillis(),
        );
        expect(clock).toBe(
          ((local.hour * 60 + local.minute) * 60 + local.second) * 1000 +
            local.millisecond,
        );
      }),
    );
  });

  it.each([
    ['skipped', '2026-03-29', 2.5, '2026-03-29T03:30'],
    ['before the change', '2026-03-29', 1.5, '2026-03-29T01:30'],
    ['shown twice', '2026-10-25', 2.5, '2026-10-25T02:30'],
  ])('%s', (_, date, hours, shown) => {
    const day = Date.parse(date) / 86_400_000;
    const at = instantAt(
      { day, clock: hours * 3_600_000 },
      zoneOf('Europe/Berlin'),
    );
    const local = DateTime.fromMillis(at, { zone: 'Europe/Berlin' });
    expect(local.toFormat("yyyy-MM-dd'T'HH:mm")).toBe(shown);
    expect(at).toBe(
      DateTime.fromISO(`${date}T00:00`, { zone: 'Europe/Berlin' })
        .set({ hour: Math.floor(hours), minute: 30 })
        .toMillis(),
    );
  });

  it('need a zone that exists', () => {
    expect(() => zoneOf('Mars')).toThrow(TypeError);
  });
});
