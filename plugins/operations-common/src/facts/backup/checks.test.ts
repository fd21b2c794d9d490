import fc from 'fast-check';
import { Evidence } from '../../evidence/Evidence';
import { toIso } from '../../time';
import { defaultSettings } from '../settings';
import { brokenPromises } from '../testing/promises';
import { Check } from './Check';
import { checkOf, compliance, CheckId } from './compliance';
import { exposure, rpoKept } from './exposure';
import {
  DAY,
  datasetOf,
  HOUR,
  MINUTE,
  NOW,
  policy,
  restoreTest,
  run,
  runsEvery,
} from './testing/backups';

const ids: CheckId[] = [
  'freshness',
  'success-rate',
  'retention',
  'location',
  'restore-proof',
];
const check = (id: CheckId, evidence: readonly Evidence[], now = NOW): Check =>
  checkOf(id, datasetOf(evidence, 'orders=database'), defaultSettings, now);

const proven = (days: number) => ({
  location: { class: 'off-site' as const, verifiedAt: toIso(NOW - days * DAY) },
});

describe('freshness', () => {
  it.each<[string, Evidence[], Check['verdict'], string]>([
    ['nothing reported', [], 'unknown', 'no backup run was ever reported'],
    [
      'asked for an hour ago',
      [policy({}, NOW - HOUR)],
      'unknown',
      'no backup run was ever reported',
    ],
    ['asked for long ago', [policy()], 'fail', 'it never ran'],
    [
      'the first one runs',
      [run(NOW - HOUR, { outcome: 'pending' })],
      'unknown',
      'has not finished',
    ],
    [
      'it hangs',
      [run(NOW - 2 * DAY, { outcome: 'pending' })],
      'fail',
      'there is no good backup',
    ],
    [
      'it failed',
      [run(NOW - HOUR, { outcome: 'failed', reason: 'disk full' })],
      'fail',
      'disk full',
    ],
    [
      'recent',
      [policy(), run(NOW - DAY)],
      'pass',
      `data up to ${toIso(NOW - DAY)} is backed up`,
    ],
    ['within the grace', [policy(), run(NOW - DAY - 6 * HOUR + 1)], 'pass', ''],
    [
      'past the grace',
      [policy(), run(NOW - DAY - 6 * HOUR)],
      'fail',
      `that of ${toIso(NOW - DAY - 6 * HOUR)}, asked is P1D`,
    ],
    [
      'a recent run of old data',
      [policy(), run(NOW - HOUR, { recoveryPoint: toIso(NOW - 3 * DAY) })],
      'fail',
      `that of ${toIso(NOW - 3 * DAY)}`,
    ],
    [
      'deleted already',
      [policy(), run(NOW - HOUR, { retainUntil: toIso(NOW) })],
      'fail',
      'there is no good backup',
    ],
  ])('%s', (_, evidence, verdict, reason) => {
    const found = check('freshness', evidence);
    expect(found.verdict).toBe(verdict);
    expect(found.reason).toContain(reason);
  });

  it.each<[string, number, number | undefined, number, Check['verdict']]>([
    ['the newest change is backed up', -HOUR, -2 * HOUR, 0, 'pass'],
    ['a change is due to be backed up', -2 * HOUR, -30 * MINUTE, 0, 'pass'],
    ['a change is not backed up', -5 * HOUR, -3 * HOUR, 0, 'fail'],
    ['nobody says when it changed', -HOUR, undefined, 0, 'unknown'],
    ['nobody has looked for long', -HOUR, -2 * HOUR, 31 * DAY, 'stale'],
  ])('per change: %s', (_, point, change, later, verdict) => {
    const evidence = [
      policy({ schedule: 'per-change' }),
      run(NOW - 20 * MINUTE, {
        recoveryPoint: toIso(NOW + point),
        newestChangeAt: change === undefined ? null : toIso(NOW + change),
      }),
    ];
    expect(check('freshness', evidence, NOW + later).verdict).toBe(verdict);
  });
});

describe('retention', () => {
  const kept = policy({ retention: 'P10D' }, NOW - 60 * DAY);
  const nightly = runsEvery(DAY, 20);
  it.each<[string, Evidence[], Check['verdict'], string]>([
    ['no run', [kept], 'unknown', 'no good backup'],
    [
      'no good run',
      [kept, run(NOW, { outcome: 'failed' })],
      'fail',
      'no good backup',
    ],
    ['a point a day', [kept, ...nightly], 'pass', 'kept for P10D'],
    [
      'a night missing',
      [kept, ...nightly.filter((_, i) => i !== 14)],
      'fail',
      'no recovery point between',
    ],
    [
      'a night missing before that time',
      [kept, ...nightly.filter((_, i) => i !== 5)],
      'pass',
      '',
    ],
    [
      'only the last week is there',
      [kept, ...nightly.slice(-7)],
      'fail',
      'no recovery point between',
    ],
    [
      'a young data set',
      [policy({ retention: 'P10D' }, NOW - 3 * DAY), ...nightly.slice(-3)],
      'pass',
      '',
    ],
    [
      'deleted too early',
      [kept, ...nightly, run(NOW - HOUR, { retainUntil: toIso(NOW + DAY) })],
      'fail',
      'is kept only until',
    ],
    [
      'nothing younger',
      [kept, run(NOW - 11 * DAY)],
      'fail',
      'no backup is younger than P10D',
    ],
  ])('%s', (_, evidence, verdict, reason) => {
    const found = check('retention', evidence);
    expect(found.verdict).toBe(verdict);
    expect(found.reason).toContain(reason);
  });

  it.each([
    [{ class: 'git' as const }, 'unknown'],
    [{ class: 'git' as const, verifiedAt: toIso(NOW - DAY) }, 'pass'],
  ])('of configurations in Git: %j', (location, verdict) => {
    const configs = policy({ dataType: 'configs', schedule: 'per-change' });
    const evidence = [configs, run(NOW - 50 * DAY, { location })];
    expect(check('retention', evidence).verdict).toBe(verdict);
  });
});

describe('location', () => {
  it.each<[string, Evidence[], Check['verdict'], string]>([
    ['no run', [], 'unknown', ''],
    ['not said', [run(NOW - HOUR)], 'unknown', 'no run says where'],
    [
      'declared only',
      [run(NOW - HOUR, { location: 'off-site' })],
      'unknown',
      'declared off-site',
    ],
    [
      'elsewhere',
      [run(NOW - HOUR, { location: 'local' })],
      'fail',
      'the copies lie local',
    ],
    ['proven', [run(NOW - HOUR, proven(10))], 'pass', 'found off-site'],
    [
      'proven long ago',
      [run(NOW - HOUR, proven(93))],
      'stale',
      'last verified',
    ],
    [
      'a second copy, proven',
      [run(NOW - HOUR, proven(1)), run(NOW - MINUTE, { location: 'local' })],
      'pass',
      '',
    ],
    [
      'the proven copy is old',
      [run(NOW - 9 * DAY, proven(1)), run(NOW - HOUR, { location: 'local' })],
      'fail',
      'too old',
    ],
    [
      'the newer copy is declared only',
      [
        run(NOW - 9 * DAY, proven(1)),
        run(NOW - HOUR, { location: 'off-site' }),
      ],
      'unknown',
      'declared',
    ],
  ])('%s', (_, evidence, verdict, reason) => {
    const found = check('location', evidence);
    expect(found.verdict).toBe(verdict);
    expect(found.reason).toContain(reason);
  });
});

describe('exposure', () => {
  const window = { from: NOW - 30 * DAY, to: NOW };
  const evidence = [
    policy({ rpo: 'P2D' }),
    run(NOW - 6 * DAY),
    run(NOW - 5 * DAY, { outcome: 'failed' }),
    run(NOW - 3 * DAY),
    run(NOW - DAY),
  ];

  it('is worst just before a backup becomes available', () => {
    expect(exposure(datasetOf(evidence), window)).toMatchObject({
      now: DAY,
      worst: 3 * DAY + 10 * MINUTE,
    });
    expect(exposure(datasetOf([policy()]), window)).toEqual({ past: [] });
  });

  it.each([
    ['P4D', 'pass', NOW + 3 * DAY + 1],
    ['P2D', 'fail', undefined],
    ['P30D', 'pass', NOW + 29 * DAY + 1],
  ])('under an objective of %s: %s', (rpo, verdict, until) => {
    const [, ...runs] = evidence;
    const found = rpoKept(datasetOf([policy({ rpo }), ...runs]), 30 * DAY, NOW);
    expect(found).toMatchObject({ verdict });
    expect(found?.until).toBe(until);
  });

  it('does not arise without an objective', () => {
    expect(rpoKept(datasetOf([policy()]), DAY, NOW)).toBeUndefined();
  });
});

describe('compliance', () => {
  const good = [
    policy({ retention: 'P10D' }),
    ...runsEvery(DAY, 40).map(one => ({
      ...one,
      payload: { ...one.payload, ...proven(1) },
    })),
    restoreTest(NOW - 9 * DAY),
  ];
  const verdict = (evidence: Evidence[], annotation?: string) =>
    compliance(datasetOf(evidence, annotation), defaultSettings, NOW).verdict;

  it.each<[string, Evidence[], Check['verdict']]>([
    ['all is well', good, 'pass'],
    [
      'a check is not known',
      good.filter(one => one.kind !== 'restore-test'),
      'unknown',
    ],
    [
      'a proof has aged',
      [...good.slice(0, -1), restoreTest(NOW - 93 * DAY)],
      'stale',
    ],
    [
      'a restore failed',
      [...good, restoreTest(NOW, { missing: ['a.txt'] })],
      'fail',
    ],
    ['nothing is known', [policy({}, NOW)], 'unknown'],
  ])('%s', (_, evidence, expected) => {
    expect(verdict(evidence)).toBe(expected);
  });

  it('passes nothing under a policy that is not understood', () => {
    const [, ...rest] = good;
    const cron = policy({ schedule: { cron: 'nightly', timeZone: 'UTC' } });
    expect(verdict([cron, ...rest])).not.toBe('pass');
    expect(verdict(rest.slice(-1), 'orders=databse')).toBe('unknown');
  });
});

describe('every check, and compliance as a whole,', () => {
  const arbitraryRun = fc
    .record({
      hours: fc.integer({ min: 1, max: 25 * 24 }),
      outcome: fc.constantFrom('success', 'success', 'failed', 'pending'),
      kept: fc.option(fc.integer({ min: 1, max: 40 })),
      verified: fc.option(fc.integer({ min: 0, max: 120 })),
      place: fc.constantFrom('off-site' as const, 'local' as const),
      lag: fc.constantFrom(0, 0, 3 * HOUR, 20 * HOUR),
    })
    .map(({ hours, outcome, kept, verified, place, lag }) =>
      run(NOW - hours * HOUR, {
        outcome: outcome as 'success',
        recoveryPoint: toIso(NOW - hours * HOUR - lag),
        ...(kept === null
          ? {}
          : { retainUntil: toIso(NOW + (kept - 20) * DAY) }),
        location:
          verified === null
            ? place
            : { class: place, verifiedAt: toIso(NOW - verified * DAY) },
      }),
    );
  const arbitraryTest = fc
    .record({ days: fc.nat(100), missing: fc.boolean() })
    .map(({ days, missing }) =>
      restoreTest(NOW - days * DAY, { missing: missing ? ['x'] : [] }),
    );

  it('changes at its own instant and not before', () => {
    fc.assert(
      fc.property(
        fc.array(arbitraryRun, { maxLength: 25 }),
        fc.array(arbitraryTest, { maxLength: 3 }),
        fc.constantFrom<Parameters<typeof policy>[0]>(
          { schedule: 'P1D', retention: 'P10D', rpo: 'P2D' },
          { schedule: 'P3D', rpo: 'P9D', retention: 'P20D' },
          {
            schedule: { cron: '0 3 * * 1-5', timeZone: 'Europe/Berlin' },
            retention: 'P14D',
          },
          { schedule: 'continuous', retention: 'P5D' },
        ),
        fc.nat(999),
        (runs, tests, asked, part) => {
          const evidence = [policy(asked, NOW - 12 * DAY), ...runs, ...tests];
          for (const id of ids) {
            const { until } = check(id, evidence);
            const verdict = (at: number) => check(id, evidence, at).verdict;
            const broken = brokenPromises(NOW, until, verdict, part, 200 * DAY);
            expect([id, broken]).toEqual([id, []]);
          }
          const whole = (at: number) =>
            compliance(datasetOf(evidence), defaultSettings, at);
          const { until } = whole(NOW);
          const verdict = (at: number) => whole(at).verdict;
          expect(brokenPromises(NOW, until, verdict, part, 200 * DAY)).toEqual(
            [],
          );
          const kept = (at: number) =>
            rpoKept(datasetOf([...evidence]), 20 * DAY, at);
          const keptVerdict = (at: number) => kept(at)?.verdict;
          expect(
            brokenPromises(NOW, kept(NOW)?.until, keptVerdict, part, 200 * DAY),
          ).toEqual([]);
        },
      ),
      { numRuns: 300 },
    );
  });
});
