import { toIso } from '@backstage-operations/plugin-operations-common';
import fc from 'fast-check';
import { ago, day, hour, now, record } from './randomRecord';

/** Thirty runs of one data set, some of them lost, one perhaps failed. */
export const backups = fc
  .record({
    dataset: fc.constantFrom('orders', 'database', 'logs', 'user-data'),
    every: fc.constantFrom(hour, day, 7 * day),
    lost: fc.uniqueArray(fc.integer({ min: 0, max: 29 }), { maxLength: 3 }),
    failed: fc.integer({ min: 0, max: 60 }),
    jitter: fc.integer({ min: 0, max: 600_000 }),
  })
  .map(({ dataset, every, lost, failed, jitter }) =>
    Array.from({ length: 30 }, (_, index) => index)
      .filter(index => !lost.includes(index))
      .map(index => {
        const at = now - index * every - jitter;
        return record('backup-run', at, {
          dataset,
          outcome: index === failed ? 'failed' : 'success',
          completedAt: toIso(at),
          recoveryPoint: toIso(at - 60_000),
          location: { class: 'off-site', verifiedAt: toIso(at) },
        });
      }),
  );

/** A restore test. */
export const restore = ago(120).map(at =>
  record('restore-test', at, {
    dataset: 'orders',
    completedAt: toIso(at),
    level: 'L3',
    isolated: true,
    checks: [
      { name: 'archive', kind: 'checksum', result: 'pass' },
      { name: 'files', kind: 'manifest', result: 'pass' },
    ],
    missing: [],
    extra: [],
    mismatched: [],
  }),
);

/** A recovery drill. */
export const drill = ago(110).map(at =>
  record('dr-drill', at, {
    scenario: 'region lost',
    declaredAt: toIso(at - hour),
    usableAt: toIso(at),
    outcome: 'success',
    lessonsUrl: 'https://example.com/lessons',
  }),
);

/** What is asked of a data set. */
export const policy = ago(90).map(at =>
  record('backup-policy', at, {
    dataset: 'orders',
    dataType: 'database',
    schedule: { interval: 'PT6H' },
    retention: 'P30D',
    rpo: 'PT12H',
    rto: 'PT4H',
  }),
);
