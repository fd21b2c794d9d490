import { Evidence } from '../../evidence/Evidence';
import { EvidencePayload } from '../../evidence/kinds';
import { toIso } from '../../time';
import { evidenceOf } from '../testing/builders';
import { negativeControls, proofOf, restoreProof } from './proof';
import { latestRecovery, rtoKept } from './recoveryTime';
import { suspicious } from './suspicious';
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

const backup = run(NOW - HOUR);
const broken = { missing: ['a.txt'] };
const checked: Partial<EvidencePayload<'restore-test'>> = {
  level: 'L1',
  isolated: undefined,
  checks: [{ name: 'check', kind: 'checksum', result: 'pass' }],
};
const proof = (...evidence: Evidence[]) => proofOf(datasetOf(evidence), NOW);

describe('what is proven', () => {
  it.each<[string, Evidence[], string | undefined, number | undefined]>([
    ['nothing', [policy()], undefined, undefined],
    ['a recent backup', [policy(), backup], 'L0', NOW - HOUR + DAY + 6 * HOUR],
    ['an old backup', [policy(), run(NOW - 9 * DAY)], undefined, undefined],
    [
      'a restore',
      [policy(), backup, restoreTest(NOW - DAY)],
      'L3',
      NOW + 91 * DAY,
    ],
    [
      'a restore for as long as the policy says',
      [
        policy({ restoreTest: { every: 'P7D', minLevel: 'L3' } }),
        restoreTest(NOW - DAY),
      ],
      'L3',
      NOW + 6 * DAY,
    ],
    [
      'an expired restore',
      [policy(), backup, restoreTest(NOW - 92 * DAY)],
      'L0',
      NOW - HOUR + DAY + 6 * HOUR,
    ],
    [
      'a failure after a success',
      [
        policy(),
        backup,
        restoreTest(NOW - 2 * DAY),
        restoreTest(NOW - DAY, broken),
      ],
      'L0',
      NOW - HOUR + DAY + 6 * HOUR,
    ],
    [
      'a success after a failure',
      [policy(), restoreTest(NOW - 2 * DAY, broken), restoreTest(NOW - DAY)],
      'L3',
      NOW + 91 * DAY,
    ],
    [
      'a lighter check after a success',
      [policy(), restoreTest(NOW - 2 * DAY), restoreTest(NOW - DAY, checked)],
      'L3',
      NOW + 90 * DAY,
    ],
    [
      'a lighter check, then a partial failure',
      [
        policy(),
        restoreTest(NOW - 3 * DAY),
        restoreTest(NOW - DAY, { ...broken, checks: checked.checks }),
      ],
      'L1',
      NOW + 91 * DAY,
    ],
    [
      'only what was meant to fail',
      [policy(), restoreTest(NOW - DAY, { expectedToFail: true })],
      undefined,
      undefined,
    ],
  ])('%s', (_, evidence, level, until) => {
    const found = proof(...evidence);
    expect(found.level).toBe(level);
    expect(found.until).toBe(until);
  });

  it('says why nothing is', () => {
    expect(proof(policy()).reason).toBe('no restore test was ever reported');
    expect(proof(policy(), restoreTest(NOW - 93 * DAY)).reason).toContain(
      'the proof of L3 expired on 2026-03-11',
    );
    expect(
      proof(policy(), restoreTest(NOW, { checks: [], isolated: false })).reason,
    ).toBe(
      `the restore of ${toIso(
        NOW,
      )} claims L3 and shows nothing of it: no checksum check passed`,
    );
  });
});

it.each<[string, Evidence[], string]>([
  ['enough', [restoreTest(NOW - DAY)], 'pass'],
  ['too little', [backup, restoreTest(NOW - DAY, checked)], 'fail'],
  ['no test', [backup], 'unknown'],
  ['enough once', [backup, restoreTest(NOW - 95 * DAY)], 'stale'],
  [
    'enough once, then refuted',
    [backup, restoreTest(NOW - 95 * DAY), restoreTest(NOW - 94 * DAY, broken)],
    'fail',
  ],
])('compared with the level asked for: %s', (_, evidence, verdict) => {
  expect(restoreProof(datasetOf([policy(), ...evidence]), NOW).verdict).toBe(
    verdict,
  );
});

it('tells a negative control that failed from one that did not', () => {
  const control = (
    days: number,
    rest: Partial<EvidencePayload<'restore-test'>>,
  ) => restoreTest(NOW - days * DAY, { expectedToFail: true, ...rest });
  const dataset = datasetOf([policy(), control(9, broken), control(2, {})]);
  expect(negativeControls(dataset)).toEqual({
    failedAt: NOW - 9 * DAY,
    passedAt: NOW - 2 * DAY,
  });
  expect(suspicious(dataset, NOW)).toEqual([
    expect.stringContaining('was meant to fail and did not'),
  ]);
});

describe('recovery time', () => {
  const drill = (
    days: number,
    hours: number | null,
    outcome: 'success' | 'failed' = 'success',
  ) =>
    evidenceOf('dr-drill', toIso(NOW - days * DAY + 9 * HOUR), {
      scenario: 'region lost',
      declaredAt: toIso(NOW - days * DAY),
      usableAt: hours === null ? null : toIso(NOW - days * DAY + hours * HOUR),
      outcome,
    });
  const declared = (
    days: number,
    hours: number,
    rest: Partial<EvidencePayload<'restore-test'>> = {},
  ) =>
    restoreTest(NOW - days * DAY, {
      declaredAt: toIso(NOW - days * DAY - hours * HOUR),
      ...rest,
    });
  const asked = policy({ rto: 'PT4H' });

  it.each<[string, Evidence[], string, number | undefined]>([
    ['nothing measured', [], 'unknown', undefined],
    [
      'a restore test without declaration',
      [restoreTest(NOW - DAY)],
      'unknown',
      undefined,
    ],
    ['a drill in time', [drill(9, 4)], 'pass', 4],
    ['a drill too slow', [drill(9, 5)], 'fail', 5],
    ['a failed drill', [drill(9, 1, 'failed')], 'fail', undefined],
    ['a drill that never became usable', [drill(9, null)], 'fail', undefined],
    ['a test after the drill', [drill(9, 5), declared(2, 3)], 'pass', 3],
    [
      'a test that validated nothing',
      [declared(2, 3, { checks: [] })],
      'fail',
      undefined,
    ],
    [
      'a failed test after the drill',
      [drill(9, 1), declared(2, 1, broken)],
      'fail',
      undefined,
    ],
  ])('%s', (_, evidence, verdict, hours) => {
    const dataset = datasetOf([asked, ...evidence]);
    expect(rtoKept(dataset)?.verdict).toBe(verdict);
    expect(latestRecovery(dataset)?.took).toBe(hours && hours * HOUR);
  });

  it('does not arise without an objective', () => {
    expect(rtoKept(datasetOf([policy()]))).toBeUndefined();
  });
});

describe('suspicious sizes', () => {
  const sized = (sizes: number[], rest: Parameters<typeof run>[1] = {}) =>
    runsEvery(DAY, sizes.length).map(({ payload }, i) =>
      run(NOW - (sizes.length - i) * DAY, {
        ...payload,
        startedAt: undefined,
        sizeBytes: sizes[i],
        ...rest,
      }),
    );
  it.each<[string, number[], number]>([
    ['growing', [100, 110, 120, 130, 140, 150, 160], 0],
    ['half as large', [100, 110, 120, 130, 55], 1],
    ['a little smaller', [100, 110, 120, 130, 90], 0],
    ['too few to tell', [100, 120, 10], 0],
    ['the same seven times', [3300, 3300, 3300, 3300, 3300, 3300, 3300], 1],
    ['the same six times', [1, 3300, 3300, 3300, 3300, 3300, 3300], 0],
  ])('%s', (_, sizes, count) => {
    expect(suspicious(datasetOf(sized(sizes)), NOW)).toHaveLength(count);
  });

  it('does not compare a full backup with one that builds on it', () => {
    const full = sized([1000, 1000, 1000, 1000]);
    const chained = run(NOW - MINUTE, { sizeBytes: 5, dependsOn: ['full'] });
    const base = run(NOW - 20 * DAY, {}, { externalId: 'full' });
    expect(suspicious(datasetOf([base, ...full, chained]), NOW)).toEqual([]);
  });
});
