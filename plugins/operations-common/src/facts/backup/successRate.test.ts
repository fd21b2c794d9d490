import fc from 'fast-check';
import { Evidence } from '../../evidence/Evidence';
import { toIso } from '../../time';
import { evidenceOf } from '../testing/builders';
import { brokenPromises } from '../testing/promises';
import { successRate } from './successRate';
import {
  DAY,
  datasetOf,
  HOUR,
  MINUTE,
  NOW,
  policy,
  run,
  runsEvery,
} from './testing/backups';

const rateAt = (evidence: readonly Evidence[], now = NOW, days = 30) =>
  successRate(datasetOf(evidence), { from: now - days * DAY, to: now });
const rate = (evidence: readonly Evidence[], days?: number) => {
  const { value, good, expected } = rateAt(evidence, NOW, days);
  return { value, good, expected };
};
/** Ten good days, then today at the given hours ago; the policy is known since eleven days. */
const known = policy({}, NOW - 11 * DAY);
const nightly = (count: number, last = 10 * HOUR) =>
  runsEvery(DAY, count, last);
const window = (from: number, to: number, approvedAt?: number) =>
  evidenceOf('maintenance-window', toIso(from), {
    starts: toIso(from),
    ends: toIso(to),
    ...(approvedAt === undefined
      ? {}
      : { approval: { by: 'user:default/po', at: toIso(approvedAt) } }),
  });

describe('counts slots, not attempts', () => {
  it.each<[string, Evidence[], number | null, number, number]>([
    ['every slot good', [known, ...nightly(11)], 1, 11, 11],
    [
      'a job that never started',
      [known, ...nightly(11).filter((_, i) => i !== 4)],
      10 / 11,
      10,
      11,
    ],
    [
      'a retry in the slot',
      [
        known,
        ...nightly(11),
        run(NOW - 2 * DAY - 11 * HOUR, { outcome: 'failed' }),
      ],
      1,
      11,
      11,
    ],
    [
      'a failed one in place of the good one',
      [
        known,
        ...nightly(10, 34 * HOUR),
        run(NOW - 10 * HOUR, { outcome: 'failed' }),
      ],
      1,
      10,
      10,
    ],
    [
      'partial is not good',
      [
        known,
        ...nightly(9, 58 * HOUR),
        run(NOW - 34 * HOUR, { outcome: 'partial' }),
      ],
      0.9,
      9,
      10,
    ],
    [
      'many successes do not make up for a miss',
      [known, ...nightly(11).slice(0, 5), ...runsEvery(10 * MINUTE, 40)],
      6 / 11,
      6,
      11,
    ],
    ['nothing ever ran', [known], 0, 0, 10],
    ['no slot has ended', [run(NOW - HOUR, { outcome: 'failed' })], null, 0, 0],
    ['one good run is a good slot at once', [run(NOW - HOUR)], 1, 1, 1],
  ])('%s', (_, evidence, value, good, expected) => {
    expect(rate(evidence)).toEqual({ value, good, expected });
  });

  it('says what each slot is', () => {
    const states = rateAt([
      policy({}, NOW - 5 * DAY),
      run(NOW - 4 * DAY),
      run(NOW - 3 * DAY, { outcome: 'partial', reason: 'exit 3' }),
      run(NOW - 2 * DAY, { completedAt: toIso(NOW) }),
    ]).slots.map(({ state, reason }) => [state, reason]);
    expect(states.slice(-6)).toEqual([
      ['excluded', 'before the data set was known'],
      ['good', undefined],
      ['partial', 'the run was only partly successful: exit 3'],
      ['failed', 'the good run was finished after the deadline'],
      ['never-ran', 'no run was reported'],
      ['pending', undefined],
    ]);
  });
});

it('expects nothing of the time before anybody told us', () => {
  const old = {
    ...policy({}, NOW - 90 * DAY),
    receivedAt: toIso(NOW - 2 * DAY),
  };
  expect(rate([old])).toEqual({ value: 0, good: 0, expected: 1 });
  expect(rate([old, ...nightly(5)])).toEqual({
    value: 1,
    good: 5,
    expected: 5,
  });
});

describe('leaves out approved maintenance', () => {
  const day = NOW - 2 * DAY - 12 * HOUR;
  const gap = [known, ...nightly(11).filter((_, i) => i !== 8)];
  it.each<[string, Evidence, number]>([
    ['of the whole slot', window(day, day + DAY, day - DAY), 10],
    ['but not of a part of it', window(day, day + 6 * HOUR, day - DAY), 11],
    ['but not approved afterwards', window(day, day + DAY, day + 1), 11],
    ['but not without approval', window(day, day + DAY), 11],
  ])('%s', (_, pause, expected) => {
    expect(rate([...gap, pause])).toMatchObject({ good: 10, expected });
  });

  it('skips a cron slot whose firing falls into it', () => {
    const cron = policy(
      { schedule: { cron: '0 2 * * *', timeZone: 'UTC' } },
      NOW - 4 * DAY,
    );
    const firing = NOW - DAY - 10 * HOUR;
    const pause = window(firing - HOUR, firing + HOUR, firing - DAY);
    expect(rate([cron, pause])).toEqual({ value: 0, good: 0, expected: 2 });
  });
});

describe('other schedules', () => {
  it('takes a run that seems to start shortly before its firing for the one that was fired', () => {
    const schedule = { cron: '0 2 * * *', timeZone: 'UTC' };
    const cron = policy({ schedule }, NOW - 3 * DAY);
    const firing = Date.UTC(2026, 2, 12, 2);
    const early = [0, 1, 2].map(day => run(firing - day * DAY - 2_000));
    expect(rate([cron, ...early])).toEqual({ value: 1, good: 3, expected: 3 });
    const [today] = [run(firing - 10 * MINUTE)];
    expect(rate([cron, ...early.slice(1), today]).good).toBe(2);
  });

  it('counts it once the slot has begun', () => {
    const schedule = { cron: '0 2 * * *', timeZone: 'UTC' };
    const cron = policy({ schedule }, NOW - 3 * DAY);
    const firing = Date.UTC(2026, 2, 12, 2);
    const done = { completedAt: toIso(firing - MINUTE) };
    const records = [
      cron,
      run(firing - DAY),
      run(firing - 2 * DAY, { outcome: 'failed' }),
      run(firing - 2 * MINUTE, done),
    ];
    const before = rateAt(records, firing - 1_000);
    expect(before).toMatchObject({ good: 1, expected: 2, until: firing + 1 });
    expect(rateAt(records, firing)).toMatchObject({ good: 1, expected: 2 });
    expect(rateAt(records, firing + 1)).toMatchObject({ good: 2, expected: 3 });
  });

  it('follows the zone of a cron schedule through the change of the clock', () => {
    const schedule = { cron: '30 2 * * *', timeZone: 'Europe/Berlin' };
    const now = Date.UTC(2026, 3, 2, 12);
    const starts = Array.from({ length: 10 }, (_, i) =>
      // 02:30 in Berlin is 01:30 UTC until 29 March 2026, when it falls into the gap and moves to 03:30, and 00:30 UTC after it.
      Date.UTC(2026, 2, 24 + i, 24 + i <= 29 ? 1 : 0, 35),
    );
    const evidence = [
      policy({ schedule }, starts[0]),
      ...starts.map(at => run(at)),
    ];
    expect(rateAt(evidence, now, 9)).toMatchObject({ good: 9, expected: 9 });
  });

  it('asks per change for a backup of each change', () => {
    const change = (at: number, delay: number) =>
      run(at + delay, { newestChangeAt: toIso(at) });
    const evidence = [
      policy({ schedule: 'per-change' }),
      change(NOW - 5 * DAY, MINUTE),
      change(NOW - 3 * DAY, 2 * HOUR),
      change(NOW - 5 * MINUTE, MINUTE),
    ];
    expect(rate(evidence)).toEqual({ value: 2 / 3, good: 2, expected: 3 });
  });

  it('asks continuous backup for a proof a day', () => {
    const evidence = [
      policy({ schedule: 'continuous' }, NOW - 4 * DAY),
      run(NOW - 2 * DAY),
    ];
    expect(rate(evidence)).toEqual({ value: 1 / 3, good: 1, expected: 3 });
  });
});

const arbitraryRun = (
  ...outcomes: ('success' | 'partial' | 'failed' | 'pending')[]
) =>
  fc
    .record({
      hours: fc.integer({ min: 1, max: 20 * 24 }),
      outcome: fc.constantFrom(...outcomes),
    })
    .map(({ hours, outcome }) => run(NOW - hours * HOUR, { outcome }));
const arbitraryRuns = fc.array(
  arbitraryRun('success', 'partial', 'failed', 'pending'),
  { maxLength: 40 },
);

describe('always', () => {
  it('is a share of at most one, null exactly when nothing is expected', () => {
    fc.assert(
      fc.property(arbitraryRuns, runs => {
        const { value, good, expected } = rate([known, ...runs]);
        expect(good).toBeLessThanOrEqual(expected);
        expect(value).toBe(expected === 0 ? null : good / expected);
      }),
    );
  });

  it('is never raised by a run that is not good', () => {
    fc.assert(
      fc.property(arbitraryRuns, arbitraryRun('failed'), (runs, extra) => {
        const before = rate([known, ...runs]).value ?? 1;
        const after = rate([known, ...runs, extra]).value ?? 0;
        expect(after).toBeLessThanOrEqual(before);
      }),
    );
  });

  it('is never lowered by a good run in a slot of its time', () => {
    fc.assert(
      fc.property(
        arbitraryRuns,
        fc.integer({ min: 1, max: 10 * 24 }),
        (runs, hours) => {
          const evidence = [known, ...runs];
          const before = rate(evidence).value ?? 0;
          const after = rate([...evidence, run(NOW - hours * HOUR)]).value ?? 0;
          expect(after).toBeGreaterThanOrEqual(before);
        },
      ),
    );
  });

  it('changes at its own instant and not before', () => {
    fc.assert(
      fc.property(
        arbitraryRuns,
        fc.constantFrom('PT6H', 'P1D', 'P3D', 'P7D'),
        fc.nat(999),
        (runs, schedule, part) => {
          const evidence = [policy({ schedule }, NOW - 11 * DAY), ...runs];
          const { until } = rateAt(evidence);
          const value = (at: number) => rateAt(evidence, at).value;
          expect(brokenPromises(NOW, until, value, part, 60 * DAY)).toEqual([]);
        },
      ),
      { numRuns: 200 },
    );
  });
});
