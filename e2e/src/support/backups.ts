const HOUR = 60 * 60 * 1000;
const DAY = 24 * HOUR;

const ago = (millis: number) => new Date(Date.now() - millis).toISOString();

/** Evidence of one data set, as a nightly job would send it. */
export function backupsOf(entityRef: string, dataset: string) {
  const item = (
    kind: string,
    externalId: string,
    observedAt: string,
    payload: object,
  ) => ({
    entityRef,
    kind,
    source: 'nightly',
    externalId,
    observedAt,
    payload: { dataset, ...payload },
  });

  /** The backup of some nights ago. */
  const run = (nights: number, outcome: 'success' | 'failed') => {
    const completed = nights * DAY + HOUR;
    return item('backup-run', `night-${nights}`, ago(completed), {
      startedAt: ago(completed + 120_000),
      completedAt: ago(completed),
      recoveryPoint: ago(completed + 120_000),
      outcome,
      sizeBytes: 1_000_000 + nights * 100,
      location: { class: 'off-site', verifiedAt: ago(completed) },
    });
  };

  return {
    policy: () =>
      item('backup-policy', 'policy', ago(40 * DAY), {
        dataType: 'user-data',
        schedule: 'P1D',
        retention: 'P30D',
        location: 'off-site',
        restoreTest: { every: 'P90D', minLevel: 'L3' },
      }),
    /** A good backup every day for forty days, up to an hour ago. */
    goodRuns: () =>
      Array.from({ length: 40 }, (_, nights) => run(nights, 'success')),
    /** The backup of two nights ago turns out to have failed: its record is revised. */
    failedRun: () => run(2, 'failed'),
    /** A restore that was tested up to a level. */
    restore: (level: 'L3' | 'L4') =>
      item('restore-test', `restore-${level}`, ago(60_000), {
        startedAt: ago(600_000),
        completedAt: ago(60_000),
        level,
        checks: [
          { name: 'archive sha256', kind: 'checksum', result: 'pass' },
          { name: 'all files', kind: 'manifest', result: 'pass' },
          ...(level === 'L4'
            ? [{ name: 'rows', kind: 'count', result: 'pass' }]
            : []),
        ],
        missing: [],
        extra: [],
        mismatched: [],
        isolated: true,
      }),
  };
}
