import fc from 'fast-check';
import { toIso } from '../../time';
import { Schedule } from './BackupPolicy';
import { cronFires, cronNature, nextCronFire } from './cronFires';
import { dueBy, duePoint, scheduledSlots } from './schedule';
import { DAY, HOUR, MINUTE } from './testing/backups';

const at = (text: string) => Date.parse(text);
const daily: Schedule = { kind: 'cron', cron: '0 2 * * *', timeZone: 'UTC' };
const berlin = 'Europe/Berlin';

describe('cron', () => {
  it.each([
    ['0 2 * * *', berlin, '2026-03-10T01:00:00.000Z'],
    ['30 3 * * 1', 'UTC', '2026-03-16T03:30:00.000Z'],
    ['0 0 29 2 *', 'UTC', '2028-02-29T00:00:00.000Z'],
  ])('%s in %s fires next at %s', (cron, zone, next) => {
    const after = at('2026-03-09T12:00:00Z');
    expect(toIso(nextCronFire(cron, zone, after) as number)).toBe(next);
  });

  it('fires once a day over both changes of the clock', () => {
    for (const month of ['03', '10']) {
      const from = at(`2026-${month}-20T00:00:00Z`);
      const fires = cronFires('30 2 * * *', berlin, from, from + 10 * DAY);
      expect(fires).toHaveLength(10);
    }
  });

  it('gives the same fires whatever range is asked', () => {
    const origin = at('2026-01-01T00:00:00Z');
    const all = cronFires('*/7 * * * *', berlin, origin, origin + 90 * DAY);
    fc.assert(
      fc.property(fc.nat(80 * DAY), fc.nat(3 * DAY), (start, length) => {
        const [from, to] = [origin + start, origin + start + length];
        expect(cronFires('*/7 * * * *', berlin, from, to)).toEqual(
          all.filter(fire => from <= fire && fire < to),
        );
        expect(nextCronFire('*/7 * * * *', berlin, from)).toBe(
          all.find(fire => fire > from),
        );
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['H 2 * * *', 'UTC', 'draws its time by lot'],
    ['99 * * * *', 'UTC', 'is not understood'],
    ['0 2 * * *', 'Mars/Olympus', 'is not understood'],
  ])('does not trust %s in %s', (cron, zone, problem) => {
    expect(cronNature(cron, zone)).toMatchObject({
      problem: expect.stringContaining(problem),
    });
  });

  it('knows how fine a schedule is', () => {
    expect(cronNature('*/10 * * * *', 'UTC')).toEqual({ period: 10 * MINUTE });
  });
});

describe('scheduledSlots', () => {
  const window = {
    from: at('2026-03-09T10:30:00Z'),
    to: at('2026-03-12T00:00:00Z'),
  };
  const starts = (schedule: Schedule) =>
    scheduledSlots(schedule, window).map(slot => toIso(slot.from).slice(5, 16));

  it.each<[Schedule, string[]]>([
    [{ kind: 'interval', every: DAY }, ['03-10T00:00', '03-11T00:00']],
    [{ kind: 'interval', every: 7 * DAY }, []],
    [
      { kind: 'interval', every: 18 * HOUR },
      ['03-09T18:00', '03-10T12:00', '03-11T06:00'],
    ],
    [{ kind: 'interval', every: MINUTE }, ['03-10T00:00', '03-11T00:00']],
    [
      { kind: 'cron', cron: '0 6 * * *', timeZone: 'UTC' },
      ['03-10T06:00', '03-11T06:00'],
    ],
    [{ kind: 'continuous' }, ['03-10T00:00', '03-11T00:00']],
    [{ kind: 'per-change' }, []],
  ])('%j', (schedule, expected) => {
    expect(starts(schedule)).toEqual(expected);
  });

  it('begins weeks on Mondays and leaves no gap between slots', () => {
    const year = {
      from: at('2026-01-01T00:00:00Z'),
      to: at('2027-01-01T00:00:00Z'),
    };
    const weeks = scheduledSlots({ kind: 'interval', every: 7 * DAY }, year);
    expect(toIso(weeks[0].from)).toBe('2026-01-05T00:00:00.000Z');
    const nights = scheduledSlots(
      { kind: 'cron', cron: '0 2 * * 1-5', timeZone: berlin },
      year,
    );
    for (const slots of [weeks, nights]) {
      for (let i = 1; i < slots.length; i += 1) {
        expect(slots[i].from).toBe(slots[i - 1].to);
      }
    }
  });
});

describe('dueBy', () => {
  const workdays: Schedule = {
    kind: 'cron',
    cron: '0 2 * * 1-5',
    timeZone: 'UTC',
  };
  const due = (schedule: Schedule, point: string, pause?: [string, string]) => {
    const pauses = pause ? [{ from: at(pause[0]), to: at(pause[1]) }] : [];
    const limit = dueBy({ schedule, grace: HOUR }, at(point), pauses);
    return limit === undefined ? undefined : toIso(limit).slice(5, 16);
  };

  it.each<[Schedule, string, string | undefined]>([
    [{ kind: 'interval', every: DAY }, '2026-03-10T02:00:00Z', '03-11T03:00'],
    [daily, '2026-03-10T02:00:00Z', '03-11T03:00'],
    // Two clocks that differ by seconds must not make a day of a minute.
    [daily, '2026-03-10T01:59:58Z', '03-11T03:00'],
    [daily, '2026-03-10T01:00:00Z', '03-10T03:00'],
    [workdays, '2026-03-13T02:00:10Z', '03-16T03:00'],
    [workdays, '2026-03-13T01:59:50Z', '03-16T03:00'],
    [{ kind: 'continuous' }, '2026-03-10T02:00:00Z', '03-10T03:00'],
    [{ kind: 'per-change' }, '2026-03-10T02:00:00Z', undefined],
  ])('%j after %s: %s', (schedule, point, expected) => {
    expect(due(schedule, point)).toBe(expected);
  });

  it('lets nothing fall due in a pause', () => {
    const pause: [string, string] = [
      '2026-03-11T00:00:00Z',
      '2026-03-12T12:00:00Z',
    ];
    const point = '2026-03-10T02:00:00Z';
    expect(due(daily, point, pause)).toBe('03-13T03:00');
    expect(due({ kind: 'interval', every: DAY }, point, pause)).toBe(
      '03-12T13:00',
    );
  });

  it('never goes back as the point moves on', () => {
    const origin = at('2026-03-20T00:00:00Z');
    const pauses = [{ from: origin + 2 * DAY, to: origin + 3 * DAY }];
    fc.assert(
      fc.property(
        fc.constantFrom(daily, workdays),
        fc.nat(12 * DAY),
        fc.nat(DAY),
        (schedule, start, step) => {
          const limit = (point: number) =>
            dueBy({ schedule, grace: HOUR }, point, pauses) as number;
          const point = origin + start;
          expect(limit(point + step)).toBeGreaterThanOrEqual(limit(point));
          expect(limit(point)).toBeGreaterThan(point);
        },
      ),
    );
  });
});

it.each([
  [
    'the start of a cron run that holds data up to shortly before',
    daily,
    -2 * HOUR,
    0,
  ],
  ['the data, when that is much older', daily, -7 * HOUR, -7 * HOUR],
  [
    'the data, of an interval',
    { kind: 'interval' as const, every: DAY },
    -HOUR,
    -HOUR,
  ],
])('counts the next due date from %s', (_, schedule, lag, expected) => {
  const startedAt = at('2026-03-10T02:00:00Z');
  const run = { startedAt, recoveryPoint: startedAt + lag };
  expect(duePoint({ schedule, grace: 6 * HOUR }, run) - startedAt).toBe(
    expected,
  );
});
