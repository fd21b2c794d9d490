import { FormatError } from '../FormatError';
import { pgbackrest } from './pgbackrest';
import { pgbackrestVerify } from './pgbackrestVerify';
import { levels, outcomes, read } from './testing';
import { velero } from './velero';

const veleroBackup = (status: object) => ({
  apiVersion: 'velero.io/v1',
  kind: 'Backup',
  metadata: {
    name: 'nightly-1',
    uid: 'u1',
    labels: { 'velero.io/schedule-name': 'nightly' },
  },
  status: {
    startTimestamp: '2026-03-10T01:00:00Z',
    completionTimestamp: '2026-03-10T01:05:00Z',
    ...status,
  },
});

describe('velero', () => {
  it.each([
    [{ phase: 'Completed' }, 'success'],
    [
      {
        phase: 'Completed',
        volumeSnapshotsAttempted: 2,
        volumeSnapshotsCompleted: 1,
      },
      'partial',
    ],
    [{ phase: 'Completed', csiVolumeSnapshotsAttempted: 1 }, 'partial'],
    [{ phase: 'Completed', errors: 1 }, 'partial'],
    [
      {
        phase: 'Completed',
        backupItemOperationsAttempted: 2,
        backupItemOperationsCompleted: 2,
        backupItemOperationsFailed: 1,
      },
      'partial',
    ],
    [
      { phase: 'Completed', hookStatus: { hooksAttempted: 2, hooksFailed: 1 } },
      'partial',
    ],
    [{ phase: 'Completed', progress: {} }, 'partial'],
    [{ phase: 'Completed', progress: { itemsBackedUp: 9 } }, 'success'],
    [{ phase: 'PartiallyFailed' }, 'partial'],
    [{ phase: 'WaitingForPluginOperations' }, 'pending'],
    [{ phase: 'Finalizing' }, 'pending'],
    [{}, 'pending'],
    [
      { phase: 'FailedValidation', validationErrors: ['no storage location'] },
      'failed',
    ],
    [{ phase: 'Splendid' }, 'failed'],
  ])('reads %j as %s', (status, outcome) => {
    expect(outcomes(velero, veleroBackup(status))).toEqual([outcome]);
  });

  it.each<[string, object, object, object]>([
    ['a good backup', { phase: 'Deleting' }, {}, { outcome: 'success' }],
    [
      'a good backup that waits for its end',
      { phase: 'Completed' },
      { deletionTimestamp: '2026-03-10T11:00:00Z' },
      { outcome: 'success' },
    ],
    [
      'a backup with errors',
      { phase: 'Deleting', errors: 2 },
      {},
      { outcome: 'partial' },
    ],
    [
      'a backup that never ended',
      { phase: 'Deleting', completionTimestamp: null },
      {},
      { outcome: 'failed' },
    ],
  ])(
    'ends the use of %s that is being deleted',
    (_, status, meta, expected) => {
      const backup = veleroBackup({
        expiration: '2026-04-09T01:00:00Z',
        ...status,
      });
      const { items } = read(velero, {
        ...backup,
        metadata: { ...backup.metadata, ...meta },
      });
      expect(items[0].payload).toMatchObject({
        ...expected,
        retainUntil: '2026-03-10T12:00:00.000Z',
      });
    },
  );

  it('says of a schedule that it never ran or is paused', () => {
    const schedule = {
      apiVersion: 'velero.io/v1',
      kind: 'Schedule',
      metadata: { name: 'nightly' },
      spec: { schedule: '0 1 * * *', paused: true },
      status: { phase: 'Enabled' },
    };
    const { items, warnings } = read(velero, {
      kind: 'List',
      apiVersion: 'v1',
      items: [schedule],
    });
    expect(items[0].payload).toMatchObject({
      status: 'not-met',
      detail: 'never ran, paused',
    });
    expect(warnings).toHaveLength(2);
  });

  it('takes a restore into its own namespace for no isolated proof', () => {
    const restore = {
      apiVersion: 'velero.io/v1',
      kind: 'Restore',
      metadata: { name: 'r' },
      spec: { backupName: 'nightly-1' },
      status: {
        phase: 'Completed',
        completionTimestamp: '2026-03-10T02:00:00Z',
      },
    };
    expect(read(velero, restore).items[0].payload).toMatchObject({
      level: 'L2',
      isolated: false,
    });
  });

  it.each<[string, object, object[], string]>([
    [
      'the schedule in the name of its backup',
      { backupName: 'nightly-20260310010000' },
      [],
      'nightly',
    ],
    [
      'the schedule of its backup in the list',
      { backupName: 'odd' },
      [{ 'velero.io/schedule-name': 'weekly' }],
      'weekly',
    ],
    [
      'its backup, where no schedule made it',
      { backupName: 'by-hand' },
      [],
      'by-hand',
    ],
    [
      'the schedule that it names',
      { scheduleName: 'hourly', backupName: '' },
      [],
      'hourly',
    ],
  ])('takes a restore for a proof of %s', (_, spec, labels, dataset) => {
    const apiVersion = 'velero.io/v1';
    const { items } = read(velero, {
      kind: 'List',
      items: [
        ...labels.map(own => ({
          ...veleroBackup({ phase: 'Completed' }),
          metadata: { name: 'odd', uid: 'odd', labels: own },
        })),
        {
          apiVersion,
          kind: 'Restore',
          metadata: { name: 'restore-1' },
          spec,
          status: {
            phase: 'Completed',
            completionTimestamp: '2026-03-10T02:00:00Z',
          },
        },
      ],
    });
    expect(items.at(-1)?.payload).toMatchObject({ dataset });
  });

  it('refuses a list of other resources', () => {
    expect(() =>
      read(velero, {
        kind: 'List',
        apiVersion: 'v1',
        items: [{ apiVersion: 'v1', kind: 'Pod' }],
      }),
    ).toThrow(/holds no Backup, Restore or Schedule/);
    expect(() =>
      read(velero, {
        kind: 'Status',
        apiVersion: 'v1',
        status: 'Failure',
        message: 'forbidden',
      }),
    ).toThrow(FormatError);
    expect(() =>
      read(velero, { ...veleroBackup({}), apiVersion: 'velero.io/v2' }),
    ).toThrow(/apiVersion/);
  });
});

const stanza = (
  backups: object[],
  archive = {
    min: '000000010000000000000001',
    max: '000000010000000000000009',
  },
) => [
  {
    name: 'demo',
    status: { code: 0, message: 'ok' },
    archive: [{ id: '15-1', ...archive, database: { id: 1, 'repo-key': 1 } }],
    backup: backups,
  },
];
const pgBackup = (label: string, more: object = {}) => ({
  label,
  type: 'full',
  error: false,
  reference: null,
  timestamp: { start: 1773104400, stop: 1773104700 },
  archive: {
    start: '000000010000000000000003',
    stop: '000000010000000000000004',
  },
  database: { id: 1, 'repo-key': 1 },
  info: { size: 28047111 },
  ...more,
});

describe('pgbackrest', () => {
  it('sees page corruption although the stanza is ok, and everything built on it', () => {
    const { items } = read(
      pgbackrest,
      stanza([
        pgBackup('A', { error: true }),
        pgBackup('B', { type: 'incr', reference: ['A'] }),
        pgBackup('C'),
      ]),
    );
    expect(
      items.map(item =>
        'outcome' in item.payload ? item.payload.outcome : item.kind,
      ),
    ).toEqual(['partial', 'partial', 'success', 'control', 'control']);
    expect(items[4].payload).toMatchObject({
      status: 'met',
      listed: { dataset: 'demo', ids: ['demo/A', 'demo/B', 'demo/C'] },
    });
    expect(items[1].payload).toMatchObject({
      dependsOn: ['demo/A'],
      reason: expect.stringContaining('needs A'),
    });
  });

  it.each([
    [
      'its log was deleted',
      { min: '000000010000000000000004', max: '000000010000000000000009' },
    ],
    [
      'its log has not arrived',
      { min: '000000010000000000000001', max: '000000010000000000000003' },
    ],
  ])('does not believe a backup when %s', (_, archive) => {
    expect(outcomes(pgbackrest, stanza([pgBackup('A')], archive))[0]).toBe(
      'partial',
    );
  });

  it('does not believe a backup that needs one that is gone, or that is silent about errors', () => {
    expect(
      outcomes(pgbackrest, stanza([pgBackup('B', { reference: ['gone'] })]))[0],
    ).toBe('partial');
    expect(
      outcomes(pgbackrest, stanza([pgBackup('A', { error: undefined })]))[0],
    ).toBe('partial');
  });

  it('refuses an empty list', () => {
    expect(() => read(pgbackrest, [])).toThrow(/no stanza/);
  });

  it('adds up what verify found of every archive', () => {
    const archive = (id: string, missing: number) =>
      `  archiveId: ${id}, total WAL checked: 6, total valid WAL: 6\n    missing: ${missing}, checksum invalid: 0, size invalid: 0, other: 0\n`;
    const report = `stanza: demo\nstatus: ok\n${archive('14-1', 0)}${archive(
      '15-2',
      3,
    )}  backup: 20260310F, status: valid, total files checked: 1, total valid files: 1\n    missing: 0, checksum invalid: 0, size invalid: 0, other: 0\n`;
    expect(levels(pgbackrestVerify, report)).toEqual(['L0']);
    expect(
      levels(pgbackrestVerify, report.replace('missing: 3', 'missing: 0')),
    ).toEqual(['L1']);
  });

  it('believes the text of verify, not its exit code', () => {
    const report = (status: string, state: string) =>
      `stanza: demo\nstatus: ${status}\n  archiveId: 15-1, total WAL checked: 6, total valid WAL: 6\n    missing: 0, checksum invalid: 0, size invalid: 0, other: 0\n  backup: 20260310F, status: ${state}, total files checked: 967, total valid files: 966\n`;
    expect(levels(pgbackrestVerify, report('ok', 'valid'))).toEqual(['L1']);
    expect(
      levels(pgbackrestVerify, report('error', 'invalid'), { exitCode: 0 }),
    ).toEqual(['L0']);
    expect(levels(pgbackrestVerify, 'stanza: demo\nstatus: ok\n')).toEqual([
      'L0',
    ]);
    expect(() => read(pgbackrestVerify, '')).toThrow(/empty/);
  });
});
