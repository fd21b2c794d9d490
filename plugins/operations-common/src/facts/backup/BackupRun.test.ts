import { toIso } from '../../time';
import { backupRunsOf } from './BackupRun';
import { DAY, HOUR, NOW, run } from './testing/backups';

const only = (...records: ReturnType<typeof run>[]) =>
  backupRunsOf(records).get('orders') ?? [];

it.each([
  [{}, undefined],
  [
    { outcome: 'partial', reason: 'exit 3' },
    'the run was only partly successful: exit 3',
  ],
  [{ outcome: 'failed' }, 'the run failed'],
  [{ outcome: 'pending' }, 'the run has not finished'],
  [{ sizeBytes: 0 }, 'the backup is empty'],
  [{ dependsOn: ['full-1'] }, 'it needs full-1, which is not known'],
] as const)('%j: %s', (payload, doubt) => {
  const [found] = only(run(NOW, payload as Parameters<typeof run>[1]));
  expect(found.doubt).toBe(doubt);
  expect(found.good).toBe(doubt === undefined);
});

it('is good only with its whole chain', () => {
  const link = (id: string, day: number, rest: Parameters<typeof run>[1]) =>
    run(NOW - day * DAY, rest, { externalId: id });
  const runs = only(
    link('full', 4, { outcome: 'partial' }),
    link('diff', 3, { dependsOn: ['full'] }),
    link('incr', 2, { dependsOn: ['diff'] }),
    link('a', 1, { dependsOn: ['b'] }),
    link('b', 1, { dependsOn: ['a'] }),
    link('alone', 0, {}),
  );
  expect(runs.map(({ id, good }) => [id, good])).toEqual([
    ['full', false],
    ['diff', false],
    ['incr', false],
    ['a', false],
    ['b', false],
    ['alone', true],
  ]);
});

it('ends with what it needs', () => {
  const runs = only(
    run(NOW - DAY, { retainUntil: toIso(NOW + DAY) }, { externalId: 'full' }),
    run(NOW, { dependsOn: ['full'], retainUntil: toIso(NOW + 9 * DAY) }),
  );
  expect(runs[1]).toMatchObject({ good: true, usableUntil: NOW + DAY });
});

it('holds no data from after its end', () => {
  const [found] = only(run(NOW, { recoveryPoint: toIso(NOW + 5 * HOUR) }));
  expect(found.recoveryPoint).toBe(found.availableAt);
});

it('walks long chains without getting lost', () => {
  const runs = only(
    ...Array.from({ length: 3000 }, (_, i) =>
      run(NOW + i * HOUR, i ? { dependsOn: [`r${i - 1}`] } : {}, {
        externalId: `r${i}`,
      }),
    ),
  );
  expect(runs.every(found => found.good)).toBe(true);
});
