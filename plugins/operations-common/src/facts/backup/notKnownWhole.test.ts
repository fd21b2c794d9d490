import fc from 'fast-check';
import { toIso } from '../../time';
import { defaultSettings } from '../settings';
import { compliance } from './compliance';
import { freshness } from './freshness';
import { retention } from './retention';
import { successRate } from './successRate';
import { windowEnding } from '../select';
import { datasetOf, DAY, HOUR, NOW, policy, run } from './testing/backups';

const listed = (startedAt: number) => run(startedAt, { outcome: 'unknown' });
const days = (count: number) =>
  Array.from({ length: count }, (_, i) => NOW - 2 * HOUR - i * DAY);

describe('backups of which nobody knows whether they are whole', () => {
  it('neither pass nor fail', () => {
    const dataset = datasetOf([
      policy({ retention: 'P10D', rpo: 'P2D' }, NOW - 9 * DAY),
      ...days(40).map(listed),
    ]);
    const { checks, verdict } = compliance(dataset, defaultSettings, NOW);
    expect(verdict).toBe('unknown');
    expect(
      Object.fromEntries(checks.map(check => [check.id, check.verdict])),
    ).toEqual({
      freshness: 'unknown',
      'success-rate': 'unknown',
      retention: 'unknown',
      location: 'unknown',
      'restore-proof': 'unknown',
    });
    expect(successRate(dataset, windowEnding(NOW, 'P30D'))).toMatchObject({
      value: null,
      missed: 0,
      reason: expect.stringContaining('not known whether they are whole'),
    });
  });

  it('fail once they would be too old even if they were whole', () => {
    const dataset = datasetOf([policy(), listed(NOW - 2 * HOUR)]);
    const check = freshness(dataset, NOW);
    expect(check).toMatchObject({ verdict: 'unknown' });
    expect(freshness(dataset, (check.until ?? 0) - 1).verdict).toBe('unknown');
    expect(freshness(dataset, check.until ?? 0).verdict).toBe('fail');
  });

  it('leave what is known to be missed a failure', () => {
    const [today, , ...older] = days(20);
    const dataset = datasetOf([
      policy({}, NOW - 19 * DAY),
      listed(today),
      ...older.map(at => run(at)),
    ]);
    const { checks } = compliance(dataset, defaultSettings, NOW);
    expect(checks.find(({ id }) => id === 'success-rate')).toMatchObject({
      verdict: 'fail',
    });
  });

  it('never make a check pass that would not pass without them, nor hide until when it holds', () => {
    const runs = fc.array(
      fc.record({
        at: fc.integer({ min: 0, max: 20 * 24 }),
        outcome: fc.constantFrom('success', 'unknown', 'failed'),
      }),
      { minLength: 1, maxLength: 25 },
    );
    fc.assert(
      fc.property(runs, entries => {
        const records = entries.map(({ at, outcome }) =>
          run(NOW - HOUR - at * HOUR, {
            outcome: outcome as 'success' | 'unknown' | 'failed',
          }),
        );
        const asked = policy({ retention: 'P10D' }, NOW - 20 * DAY);
        const dataset = datasetOf([asked, ...records]);
        const known = datasetOf([
          asked,
          ...records.filter(({ payload }) => payload.outcome !== 'unknown'),
        ]);
        for (const check of [freshness, retention]) {
          const { verdict, until } = check(dataset, NOW);
          const without = check(known, NOW).verdict;
          expect(verdict === 'pass' && without !== 'pass').toBe(false);
          expect(until === undefined || until > NOW).toBe(true);
          if (until === undefined) continue;
          expect(check(dataset, until - 1).verdict).toBe(verdict);
          expect({
            at: toIso(until),
            verdict: check(dataset, until).verdict,
          }).not.toEqual({ at: toIso(until), verdict });
        }
      }),
      { numRuns: 60 },
    );
  });
});
