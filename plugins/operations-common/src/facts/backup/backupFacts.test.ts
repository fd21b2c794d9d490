import fc from 'fast-check';
import { Evidence } from '../../evidence/Evidence';
import { toIso, toMillis } from '../../time';
import { FactResult } from '../Fact';
import { evidenceOf } from '../testing/builders';
import { brokenPromises } from '../testing/promises';
import { backupFacts } from './backupFacts';
import {
  DAY,
  HOUR,
  NOW,
  policy,
  restoreTest,
  run,
  runsEvery,
  subjectWith,
} from './testing/backups';

function ask(
  id: string,
  evidence: readonly Evidence[],
  {
    now = NOW,
    of,
    annotation,
  }: { now?: number; of?: string; annotation?: string } = {},
): FactResult {
  const fact = backupFacts.find(candidate => candidate.id === id);
  if (!fact) throw new Error(`no fact ${id}`);
  return fact.compute(subjectWith(evidence, annotation), { now, of });
}

const nightly = runsEvery(DAY, 40);
const assets = (at: number, rest = {}) =>
  run(at, { dataset: 'assets', ...rest });
const drill = (days: number, rest = {}) =>
  evidenceOf('dr-drill', toIso(NOW - days * DAY), {
    scenario: 'region lost',
    declaredAt: toIso(NOW - days * DAY - HOUR),
    usableAt: toIso(NOW - days * DAY),
    outcome: 'success',
    ...rest,
  });

describe('without evidence', () => {
  it.each(backupFacts.map(fact => fact.id))(
    '%s is not known, and says why',
    id => {
      const result = ask(id, []);
      expect(result.value).toBeNull();
      expect(result.reason).toMatch(
        /no data set is known|no disaster recovery drill/,
      );
    },
  );

  it.each(
    backupFacts.map(fact => fact.id).filter(id => id !== 'backup.policies'),
  )('%s is not known of a data set that is only named', id => {
    const result = ask(id, [], { annotation: 'orders=database' });
    expect(result.value).toBeNull();
    expect(result.reason).not.toBe('');
  });
});

it('says so when the entity keeps no data', () => {
  expect(ask('backup.fresh', [], { annotation: 'none' })).toMatchObject({
    value: null,
    reason: expect.stringContaining('says that the entity keeps no data'),
  });
});

describe('of one data set', () => {
  const evidence = [
    policy({ rpo: 'P2D', rto: 'PT4H', retention: 'P10D' }),
    ...nightly,
    restoreTest(NOW - 9 * DAY, {
      declaredAt: toIso(NOW - 9 * DAY - HOUR),
    }),
    restoreTest(NOW - 8 * DAY, { expectedToFail: true, missing: ['a'] }),
    restoreTest(NOW - 5 * DAY),
    drill(20, { lessonsUrl: 'https://wiki.example/lessons' }),
  ];

  it.each<[string, FactResult['value']]>([
    ['backup.policies', 1],
    ['backup.successRate', 1],
    ['backup.fresh', true],
    ['backup.age', DAY / 2 / 1000],
    ['backup.retention', true],
    ['backup.location', null],
    ['backup.nonCompliant', null],
    ['backup.suspicious', 1],
    ['backup.rpoKept', true],
    ['restore.proofLevel', 'L3'],
    ['restore.age', (5 * DAY) / 1000],
    ['restore.missingFiles', 0],
    ['restore.rtoKept', true],
    ['restore.negativeControl', (8 * DAY) / 1000],
    ['drDrill.age', (20 * DAY) / 1000],
    ['drDrill.lessons', true],
  ])('%s is %s', (id, value) => {
    const result = ask(id, evidence);
    expect(result.value).toBe(value);
    expect(result.evidence).not.toHaveLength(0);
  });

  it('names its proof and how long it lasts', () => {
    expect(ask('restore.proofLevel', evidence)).toMatchObject({
      unit: 'level',
      provenAt: toIso(NOW - 5 * DAY),
      validUntil: toIso(NOW + 87 * DAY),
      evidence: [{ kind: 'restore-test' }],
    });
  });
});

describe('of several data sets', () => {
  const both = [
    policy(),
    ...nightly,
    assets(NOW - 3 * DAY),
    assets(NOW - 2 * DAY),
  ];

  it('answers with the worst and names it', () => {
    expect(ask('backup.successRate', both)).toMatchObject({
      value: 2 / 3,
      n: 3,
      details: {
        datasets: [
          { dataset: 'assets', good: 2, expected: 3 },
          { dataset: 'orders', good: 30, expected: 30 },
        ],
      },
    });
    expect(ask('backup.fresh', both)).toMatchObject({
      value: false,
      reason: expect.stringContaining('assets: the last recovery point is'),
    });
    expect(ask('backup.age', both).value).toBe((2 * DAY) / 1000);
  });

  it.each([
    ['orders', 1],
    ['database', 1],
    ['application', 2 / 3],
    ['weekly', 1],
    ['payments', null],
  ])('answers for %s', (of, value) => {
    expect(ask('backup.successRate', both, { of }).value).toBe(value);
  });

  it('is not known when that of one is not', () => {
    const annotation = 'payments=database';
    for (const id of [
      'backup.successRate',
      'backup.fresh',
      'restore.proofLevel',
    ]) {
      const result = ask(id, [policy(), ...nightly], { annotation });
      expect(result.value).toBeNull();
      expect(result.reason).toContain('payments: ');
    }
    expect(ask('backup.fresh', both, { annotation }).value).toBe(false);
    const wrong = [...both, restoreTest(NOW, { missing: ['a', 'b'] })];
    expect(ask('restore.missingFiles', wrong).value).toBe(2);
  });
});

it('judges by the week where the week is asked for', () => {
  const weekly = [
    policy({ schedule: 'PT1H' }),
    ...runsEvery(7 * DAY, 6, 3 * DAY),
  ];
  expect(ask('backup.fresh', weekly).value).toBe(false);
  expect(ask('backup.fresh', weekly, { of: 'weekly' }).value).toBe(true);
  expect(ask('backup.successRate', weekly, { of: 'weekly' })).toMatchObject({
    value: 1,
    n: 4,
  });
});

it('does not take a drill that failed for a success, and asks the newest for lessons', () => {
  const drills = [
    drill(30, { lessonsUrl: 'https://wiki.example/l' }),
    drill(3, { outcome: 'failed' }),
  ];
  expect(ask('drDrill.age', drills).value).toBe((30 * DAY) / 1000);
  expect(ask('drDrill.lessons', drills).value).toBe(false);
});

it('says nothing of files when the restore does not', () => {
  const silent = restoreTest(NOW, { missing: undefined, checks: [] });
  expect(ask('restore.missingFiles', [silent])).toMatchObject({
    value: null,
    reason: expect.stringContaining('does not say whether files are missing'),
  });
});

describe('every fact', () => {
  const arbitrary = fc.array(
    fc.oneof(
      fc.nat(20 * 24).map(hours => run(NOW - (hours + 1) * HOUR)),
      fc
        .nat(20 * 24)
        .map(hours => run(NOW - (hours + 1) * HOUR, { outcome: 'failed' })),
      fc.nat(100).map(days => restoreTest(NOW - days * DAY)),
      fc
        .nat(100)
        .map(days => restoreTest(NOW - days * DAY, { missing: ['x'] })),
      fc.nat(100).map(days => drill(days)),
    ),
    { maxLength: 25 },
  );

  it('keeps its value until its own instant, apart from growing', () => {
    /** The value, or the instant that a running time has run since. */
    const settled = ({ value, grows, asOf }: FactResult) =>
      grows ? Math.round(toMillis(asOf) - Number(value) * 1000) : value;
    fc.assert(
      fc.property(arbitrary, fc.nat(999), (records, part) => {
        const asked = policy({ rpo: 'P2D', rto: 'PT4H' }, NOW - 15 * DAY);
        const evidence = [asked, ...records];
        for (const { id } of backupFacts) {
          const { validUntil } = ask(id, evidence);
          const until = validUntil ? toMillis(validUntil) : undefined;
          const value = (at: number) => settled(ask(id, evidence, { now: at }));
          const broken = brokenPromises(NOW, until, value, part, 99 * DAY);
          expect([id, broken]).toEqual([id, []]);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('does not depend on the order of the evidence', () => {
    fc.assert(
      fc.property(arbitrary, records => {
        for (const { id } of backupFacts) {
          expect(ask(id, [...records].reverse())).toEqual(ask(id, records));
        }
      }),
      { numRuns: 30 },
    );
  });
});
