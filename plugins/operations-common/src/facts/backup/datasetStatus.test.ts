import { toIso } from '../../time';
import { evidenceOf, subjectOf } from '../testing/builders';
import { datasetStatuses } from './datasetStatus';
import { drillStatuses } from './drillStatus';
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

it('shows a data set with what was asked and what is proven', () => {
  const runs = runsEvery(DAY, 60).filter((_, i) => i !== 50);
  const [status] = datasetStatuses(
    subjectWith([
      policy({ rpo: 'P2D', rto: 'PT4H' }),
      ...runs,
      run(NOW - 3 * HOUR, { outcome: 'failed', reason: 'disk full' }),
      restoreTest(NOW - 3 * DAY, {
        level: 'L4',
        declaredAt: toIso(NOW - 3 * DAY - HOUR),
      }),
    ]),
    NOW,
  );
  expect(status).toMatchObject({
    dataset: 'orders',
    dataType: 'database',
    policy: {
      schedule: 'P1D',
      retention: 'P90D',
      location: 'off-site',
      rpo: 'P2D',
      rto: 'PT4H',
      restoreTest: { every: 'P92D', minLevel: 'L3' },
      from: 'evidence',
    },
    verdict: 'fail',
    lastGood: { recoveryPoint: toIso(NOW - DAY / 2), sizeBytes: 1000 },
    lastRun: { outcome: 'failed', reason: 'the run failed: disk full' },
    successRate: { value: 29 / 30, good: 29, expected: 30 },
    exposureSeconds: DAY / 2 / 1000,
    worstExposureSeconds: (2 * DAY) / 1000 + 600,
    achievedRtoSeconds: HOUR / 1000,
    proof: {
      level: 'L3',
      at: toIso(NOW - 3 * DAY),
      expiresAt: toIso(NOW + 89 * DAY),
      missing: 0,
      extra: 0,
      mismatched: 0,
    },
  });
  expect(status.checks.map(check => [check.id, check.verdict])).toEqual([
    ['freshness', 'pass'],
    ['success-rate', 'fail'],
    ['retention', 'fail'],
    ['location', 'unknown'],
    ['restore-proof', 'pass'],
  ]);
  expect(
    status.proof.ladder.map(({ level, reached }) => [level, reached]),
  ).toEqual([
    ['L0', true],
    ['L1', false],
    ['L2', true],
    ['L3', true],
    ['L4', false],
    ['L5', false],
  ]);
});

it('folds slots of the same state', () => {
  const runs = runsEvery(DAY, 60).filter((_, i) => i !== 50);
  const [{ slots }] = datasetStatuses(subjectWith([policy(), ...runs]), NOW);
  expect(slots.map(({ state, count }) => [state, count])).toEqual([
    ['good', 20],
    ['never-ran', 1],
    ['good', 9],
  ]);
  for (let i = 1; i < slots.length; i += 1) {
    expect(slots[i].from).toBe(slots[i - 1].to);
  }
});

it('shows no figure for what is not known', () => {
  const [status] = datasetStatuses(subjectWith([], 'orders=database'), NOW);
  expect(status).toMatchObject({
    verdict: 'unknown',
    slots: expect.arrayContaining([
      expect.objectContaining({ state: 'excluded' }),
    ]),
    successRate: { value: null, reason: 'no backup run was ever reported' },
    exposureSeconds: null,
    worstExposureSeconds: null,
    achievedRtoSeconds: null,
    proof: { level: null, missing: null, extra: null, mismatched: null },
  });
  expect(status).not.toHaveProperty('lastGood');
});

it('does not show a step above the level that is believed as reached', () => {
  const claimed = restoreTest(NOW - DAY, {
    checks: [
      { name: 'sum', kind: 'checksum', result: 'fail' },
      { name: 'files', kind: 'manifest', result: 'pass' },
    ],
  });
  const [{ proof }] = datasetStatuses(subjectWith([policy(), claimed]), NOW);
  expect(proof.ladder.filter(step => step.reached)).toEqual([]);
  expect(proof.ladder[3].reason).toContain('not believed');
});

it('shows drills newest first', () => {
  const drill = (days: number, rest = {}) =>
    evidenceOf('dr-drill', toIso(NOW - days * DAY), {
      scenario: `drill of ${days} days ago`,
      declaredAt: toIso(NOW - days * DAY - 2 * HOUR),
      usableAt: toIso(NOW - days * DAY),
      outcome: 'success',
      ...rest,
    });
  const subject = subjectOf([drill(90), drill(2, { outcome: 'failed' })]);
  expect(drillStatuses(subject, NOW)).toMatchObject([
    { scenario: 'drill of 2 days ago', recoverySeconds: null },
    { scenario: 'drill of 90 days ago', recoverySeconds: 7200 },
  ]);
});
