import { toIso } from '../../time';
import { backupRunsOf } from './BackupRun';
import { drillFacts } from './drillFacts';
import { location } from './location';
import { judgedTests, restoreProof } from './proof';
import { evidenceOf } from '../testing/builders';
import {
  datasetOf,
  DAY,
  HOUR,
  MINUTE,
  NOW,
  policy,
  restoreTest,
  run,
  subjectWith,
} from './testing/backups';

const ahead = toIso(NOW + 3650 * DAY);

describe('times that have not come yet', () => {
  it('do not keep a proof from expiring', () => {
    const test = restoreTest(NOW - HOUR, { completedAt: ahead });
    const dataset = datasetOf([policy(), run(NOW - 2 * HOUR), test]);
    expect(judgedTests(dataset)[0].at).toBe(NOW - HOUR);
    expect(restoreProof(dataset, NOW + 200 * DAY).verdict).not.toBe('pass');
  });

  it('do not keep a place verified', () => {
    const dataset = datasetOf([
      policy({ schedule: 'P1D' }),
      run(NOW - HOUR, { location: { class: 'off-site', verifiedAt: ahead } }),
    ]);
    expect(location(dataset, 'P20D', NOW).verdict).toBe('pass');
    const later = datasetOf([
      policy({ schedule: 'P400D' }),
      run(NOW - HOUR, { location: { class: 'off-site', verifiedAt: ahead } }),
    ]);
    expect(location(later, 'P20D', NOW + 30 * DAY).verdict).toBe('stale');
  });

  it('do not let a drill stay young', () => {
    const drill = evidenceOf('dr-drill', toIso(NOW), {
      scenario: 'region lost',
      declaredAt: toIso(NOW - HOUR),
      usableAt: ahead,
      outcome: 'success',
    });
    const [age] = drillFacts;
    const result = age.compute(subjectWith([drill]), { now: NOW + 9 * DAY });
    expect(result.value).toBe((9 * DAY) / 1000);
  });

  it('make no good backup', () => {
    const observedAt = toIso(NOW);
    const receivedAt = observedAt;
    const [found] =
      backupRunsOf([
        run(NOW - HOUR, { completedAt: ahead }, { observedAt, receivedAt }),
      ]).get('orders') ?? [];
    expect(found).toMatchObject({
      good: false,
      doubt: 'it says that it ended after it was reported',
    });
    const [skewed] =
      backupRunsOf([
        run(
          NOW - 10 * MINUTE,
          { completedAt: toIso(NOW + 3 * MINUTE) },
          { observedAt, receivedAt },
        ),
      ]).get('orders') ?? [];
    expect(skewed).toMatchObject({ good: true, availableAt: NOW });
  });
});
