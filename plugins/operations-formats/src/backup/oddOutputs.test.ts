import {
  evidenceDigest,
  EvidenceInput,
} from '@backstage-operations/plugin-operations-common';
import { FormatFile } from '../FormatFile';
import { nativeBackup } from '../native/nativeBackup';
import { detectFormat } from '../registry';
import { awsBackup } from './awsBackup';
import { barman } from './barman';
import { borg } from './borg';
import { pgbackrest } from './pgbackrest';
import { restic } from './restic';
import { levels, outcomes, read } from './testing';
import { velero } from './velero';
import { walg } from './walg';

const detected = (content: unknown) =>
  detectFormat(
    FormatFile.of(
      typeof content === 'string' ? content : JSON.stringify(content),
    ),
  )?.id;

const id = 'd3d7cf05bcfd2f4376b1efc8a4969fee00780d1efdabfa56097a640fddfb9dfe';
const snapshot = {
  time: '2026-03-10T01:00:00.070901433Z',
  tree: 'ab',
  paths: ['/srv'],
  hostname: 'h',
  id,
  short_id: 'd3d7cf05',
};
const summary = (more: object = {}) =>
  JSON.stringify({
    message_type: 'summary',
    total_files_processed: 2,
    total_bytes_processed: 8,
    snapshot_id: 'd3d7cf05',
    ...more,
  });

/** Of two records of one thing, the one in force: the newest, whichever arrived last. */
function inForce(items: readonly EvidenceInput[]) {
  const things = new Set(items.map(({ externalId }) => externalId));
  expect([...things]).toHaveLength(1);
  expect(new Set(items.map(evidenceDigest)).size).toBe(items.length);
  return [...items].sort((a, b) => (a.observedAt < b.observedAt ? -1 : 1)).pop()
    ?.payload;
}

describe('restic', () => {
  it.each([
    ['0.14, which prints eight digits and no times', {}, snapshot],
    [
      '0.17, which prints all',
      {
        snapshot_id: id,
        backup_start: '2026-03-10T01:00:00Z',
        backup_end: '2026-03-10T01:10:00Z',
      },
      {
        ...snapshot,
        summary: {
          backup_start: '2026-03-10T01:00:00Z',
          backup_end: '2026-03-10T01:10:00Z',
        },
      },
    ],
  ])(
    'keeps a partial backup partial when it is listed as a snapshot: %s',
    (_, more, listed) => {
      const context = { dataset: 'srv', exitCode: 3 };
      const own = read(restic, summary(more), context).items;
      const list = read(restic, [listed], { dataset: 'srv' }).items;
      expect(inForce([...own, ...list])).toMatchObject({ outcome: 'partial' });
      expect(inForce([...list, ...own])).toMatchObject({ outcome: 'partial' });
    },
  );

  it('reads snapshots in groups', () => {
    const groups = [
      { group_key: { paths: ['/srv'] }, snapshots: [snapshot] },
      { group_key: { paths: ['/etc'] }, snapshots: [{ ...snapshot, id: 'e' }] },
    ];
    expect(outcomes(restic, groups)).toEqual(['unknown', 'unknown']);
    expect(detected(groups)).toBe('restic');
  });

  it('does not let the fresh snapshots of one host hide that those of another are old', () => {
    const two = [snapshot, { ...snapshot, id: 'e', hostname: 'g' }];
    const { items } = read(restic, two);
    expect(items.map(({ payload }) => payload)).toMatchObject([
      { dataset: 'h:/srv' },
      { dataset: 'g:/srv' },
    ]);
    const { warnings } = read(restic, two, { dataset: 'srv' });
    expect(warnings).toContainEqual(
      expect.stringContaining('snapshots of 2 hosts'),
    );
    expect(read(restic, [snapshot]).items[0].payload).toMatchObject({
      dataset: '/srv',
      outcome: 'unknown',
    });
  });

  it('refuses snapshots of a version that is not known', () => {
    const made = (version: string) => [
      { ...snapshot, program_version: version },
    ];
    expect(outcomes(restic, made('restic 0.18.0'))).toEqual(['unknown']);
    expect(() => read(restic, made('restic 1.0.0'))).toThrow(
      /restic 1.0.0 is not known/,
    );
  });

  it('does not count a dry run', () => {
    expect(
      outcomes(restic, summary({ dry_run: true }), { exitCode: 0 }),
    ).toEqual(['failed']);
  });

  it('believes the worse of two exit codes', () => {
    const failed = '{"message_type":"exit_error","code":3,"message":"x"}';
    const both = `${summary()}\n${failed}`;
    expect(outcomes(restic, both, { exitCode: 0 })).toEqual(['partial']);
    const fine = '{"message_type":"exit_error","code":0,"message":"x"}';
    expect(outcomes(restic, `${summary()}\n${fine}`, { exitCode: 1 })).toEqual([
      'failed',
    ]);
  });

  it('says that the output breaks off, unless the exit code tells the end', () => {
    const running =
      '{"message_type":"status","percent_done":0.5}\r\n{"message_type":"sta';
    expect(detected(running)).toBe('restic');
    expect(() => read(restic, running)).toThrow(/breaks off/);
    expect(outcomes(restic, running, { exitCode: 1 })).toEqual(['failed']);
  });

  const checked = (end: string) =>
    [
      'using temporary cache in /tmp/restic-check-cache-1',
      'create exclusive lock for repository',
      'load indexes',
      'check all packs',
      'check snapshots, trees and blobs',
      '[0:00] 100.00%  1 / 1 snapshots',
      '',
      end,
      '',
    ].join('\r\n');

  it('reads the words of check, which had no JSON for long', () => {
    expect(detected(checked('no errors were found'))).toBe('restic');
    expect(levels(restic, checked('no errors were found'))).toEqual(['L1']);
    expect(
      levels(restic, checked('no errors were found'), { exitCode: 1 }),
    ).toEqual(['L0']);
    expect(
      levels(restic, checked('Fatal: repository contains errors')),
    ).toEqual(['L0']);
    expect(detected('check all packs\n')).toBeUndefined();
  });

  it('takes stats for what the repository holds, never for a backup', () => {
    const stats = { total_size: 8, total_file_count: 3, snapshots_count: 1 };
    expect(read(restic, stats).items).toMatchObject([
      { kind: 'control', payload: { status: 'met' } },
    ]);
    expect(
      read(restic, { ...stats, total_size: 0, snapshots_count: 0 }).items,
    ).toMatchObject([{ payload: { status: 'not-met' } }]);
    expect(detected(stats)).toBe('restic');
  });

  it.each([
    ['into a folder that had the files already', 0, 5],
    ['into a folder that had one of them', 4, 1],
  ])('does not believe a restore %s', (_, restored, skipped) => {
    const restore = {
      message_type: 'summary',
      total_files: 5,
      files_restored: restored,
      files_skipped: skipped,
    };
    expect(read(restic, restore).items[0].payload).toMatchObject({
      level: 'L0',
      checks: expect.arrayContaining([
        expect.objectContaining({
          name: 'restored to an empty place',
          result: 'fail',
        }),
      ]),
    });
  });
});

describe('borg', () => {
  const archive = (more: object = {}) => ({
    name: 'etc-2026-03-10',
    id: 'abc',
    start: '2026-03-10T03:00:00.000000',
    end: '2026-03-10T03:01:00.000000',
    stats: { nfiles: 3, original_size: 5 },
    ...more,
  });
  const output = (more: object) => ({
    repository: { id: 'r' },
    encryption: { mode: 'none' },
    ...more,
  });
  const context = { timeZone: 'UTC' };

  it.each([
    [0, 'success'],
    [1, 'partial'],
    [107, 'partial'],
    [2, 'failed'],
    [64, 'failed'],
    [130, 'failed'],
  ])('reads a create that exited with %d as %s', (exitCode, outcome) => {
    const created = output({ archive: archive(), cache: {} });
    expect(outcomes(borg, created, { ...context, exitCode })).toEqual([
      outcome,
    ]);
  });

  it('keeps a partial archive partial when it is listed', () => {
    const own = read(borg, output({ archive: archive() }), {
      ...context,
      exitCode: 1,
    }).items;
    const list = read(borg, output({ archives: [archive()] }), context).items;
    expect(inForce([...own, ...list])).toMatchObject({ outcome: 'partial' });
  });

  it.each([
    ['web1-2026-03-10T03:00:00', 'web1'],
    ['web2-2026-03-10T03:00:00.123456', 'web2'],
    ['db-1-20260310_0300', 'db-1'],
    ['db-1773104700', 'db'],
    ['2026-03-10T03:00:00+01:00', 'borg'],
    ['2026-03-10_etc', 'etc'],
    ['etc-2026-03-10.checkpoint.1', 'etc'],
    ['disk-2', 'disk-2'],
  ])('takes %s for one of %s', (name, dataset) => {
    const list = output({ archives: [archive({ name })] });
    expect(read(borg, list, context).items[0].payload).toMatchObject({
      dataset,
    });
  });

  it('says when archives of several series are put into one data set', () => {
    const list = output({
      archives: [archive(), archive({ name: 'mail-2026-03-10' })],
    });
    expect(
      read(borg, list, { ...context, dataset: 'all' }).warnings,
    ).toContainEqual(expect.stringContaining('etc, mail are taken for one'));
  });

  it('says that nothing is listed', () => {
    const { items, warnings } = read(borg, output({ archives: [] }), context);
    expect({ items, warnings }).toEqual({
      items: [],
      warnings: ['no archive is listed'],
    });
  });
});

describe('pgbackrest', () => {
  const backup = {
    label: '20260310-010000F',
    type: 'full',
    error: false,
    timestamp: { start: 1773104400, stop: 1773104700 },
    archive: {
      start: '000000010000000000000003',
      stop: '000000010000000000000004',
    },
    database: { id: 1 },
  };
  const stanza = (name: string) => ({
    name,
    status: { code: 0, message: 'ok' },
    archive: [
      {
        id: '12-1',
        min: '000000010000000000000001',
        max: '000000010000000000000009',
        database: { id: 1 },
      },
    ],
    backup: [backup],
  });

  it('reads versions that knew one repository only', () => {
    expect(outcomes(pgbackrest, [stanza('demo')])[0]).toBe('success');
  });

  it('refuses a version of which the output is not known', () => {
    const made = (version: string) => [
      { ...stanza('demo'), backup: [{ ...backup, backrest: { version } }] },
    ];
    expect(read(pgbackrest, made('2.56')).formatVersion).toBe('2.56');
    expect(() => read(pgbackrest, made('3.0'))).toThrow(/3.0 is not known/);
  });

  it('does not put two stanzas into one data set', () => {
    const two = [stanza('a'), stanza('b')];
    expect(() => read(pgbackrest, two, { dataset: 'orders' })).toThrow(
      /about 2 stanzas/,
    );
    expect(
      read(pgbackrest, two).items.map(({ payload }) =>
        'dataset' in payload ? payload.dataset : 'control',
      ),
    ).toEqual(['a', 'control', 'control', 'b', 'control', 'control']);
    const names = read(pgbackrest, two).items.flatMap(({ payload }) =>
      'control' in payload ? [payload.control] : [],
    );
    expect(new Set(names).size).toBe(4);
  });
});

describe('barman', () => {
  const done = {
    backup_id: '1',
    status: 'DONE',
    end_time_timestamp: 1773104700,
  };

  it('reads times as numbers, and names servers without backups', () => {
    const { items, warnings } = read(barman, { main: [done], spare: [] });
    expect(items).toMatchObject([
      { payload: { dataset: 'main', completedAt: '2026-03-10T01:05:00.000Z' } },
      { payload: { status: 'met', listed: { ids: ['main/1'] } } },
      { payload: { status: 'not-met', listed: { dataset: 'spare', ids: [] } } },
    ]);
    expect(warnings).toEqual(['no backup of spare is listed']);
  });

  it('refuses a list without any backup, and mistakes no other empty list for one', () => {
    expect(() => read(barman, { main: [] })).toThrow(/no backup of main/);
    expect(detected({ matches: [] })).toBeUndefined();
    expect(() =>
      read(barman, { a: [done], b: [done] }, { dataset: 'orders' }),
    ).toThrow(/about 2 servers/);
  });
});

describe('wal-g', () => {
  it.each([
    [{ modified: '2026-03-10T01:00:00Z' }, 'success'],
    [{ time: '2026-03-10T01:00:00Z' }, 'success'],
    [{}, 'partial'],
    [{ finish_time: '0001-01-01T00:00:00Z' }, 'partial'],
  ])('reads a list with %j', (more, outcome) => {
    const list = [{ backup_name: 'base_000000010000000000000002', ...more }];
    expect(outcomes(walg, list)).toEqual([outcome]);
  });
});

describe('lines of a log before the document', () => {
  const list = JSON.stringify(
    [{ backup_name: 'base_1', finish_time: '2026-03-10T01:00:00Z' }],
    undefined,
    2,
  );
  it.each([
    [
      'one',
      `INFO: 2026/03/10 01:00:00 List backups from storages: [default]\n${list}`,
    ],
    ['several', `[2026-03-10] a\r\n{not json\r\n\r\n${list}\r\n`],
    ['none', list],
  ])('do no harm: %s', (_, text) => {
    expect(detected(text)).toBe('wal-g');
    expect(outcomes(walg, text)[0]).toBe('success');
  });

  it('make no document of what is none', () => {
    const cut = `INFO: x\n${list.slice(0, -3)}`;
    expect(detected(cut)).toBeUndefined();
    expect(() => read(walg, cut)).toThrow(/not JSON/);
  });
});

describe('velero', () => {
  const named = { metadata: { name: 'nightly-1', uid: 'u' } };
  const apiVersion = 'velero.io/v1';

  it('reads the lists of the API server, which name the kind once', () => {
    const list = {
      apiVersion,
      kind: 'BackupList',
      items: [{ ...named, status: { phase: 'Completed' } }],
    };
    expect(outcomes(velero, list)).toEqual(['success']);
    expect(detected(list)).toBe('velero');
  });

  it('leaves out what says nothing of backups, and what is not over', () => {
    const resource = (kind: string, phase: string) => ({
      apiVersion,
      kind,
      ...named,
      status: { phase },
    });
    const { items, warnings } = read(velero, {
      kind: 'List',
      items: [
        resource('BackupStorageLocation', 'Available'),
        resource('Restore', 'InProgress'),
        resource('Backup', 'Deleting'),
        resource('Backup', 'Completed'),
      ],
    });
    expect(items).toMatchObject([
      { payload: { outcome: 'failed' } },
      { payload: { outcome: 'success' } },
    ]);
    expect(warnings).toHaveLength(3);
    expect(() => read(velero, { kind: 'List', items: [] })).toThrow(/is empty/);
  });
});

describe('AWS Backup', () => {
  it('waits for jobs that are under way', () => {
    const { items, warnings } = read(awsBackup, {
      RestoreJobs: [
        { RestoreJobId: '1', Status: 'RUNNING' },
        { RestoreJobId: '2', Status: 'COMPLETED', CompletionDate: 1773104700 },
      ],
    });
    expect(items).toHaveLength(1);
    expect(warnings).toEqual(['1 is RUNNING: it proves nothing yet']);
  });

  it('does not let one restored volume hide that another was not', () => {
    const done = (volume: string, Status: string) => ({
      RestoreJobId: volume,
      Status,
      CompletionDate: 1773104700,
      SourceResourceArn: `arn:aws:ec2:eu-central-1:1:volume/${volume}`,
      ResourceType: 'EBS',
    });
    const RestoreJobs = [done('vol-1', 'FAILED'), done('vol-2', 'COMPLETED')];
    const { items } = read(awsBackup, { RestoreJobs });
    expect(items.map(({ payload }) => payload)).toMatchObject([
      { dataset: 'volume/vol-1', level: 'L0' },
      { dataset: 'volume/vol-2', level: 'L2' },
    ]);
    expect(
      read(awsBackup, { RestoreJobs }, { dataset: 'disks' }).warnings,
    ).toEqual([expect.stringContaining('jobs of 2 resources')]);
  });
});

describe('the bare form', () => {
  it.each([
    [{ archive: 'workflows_backup.tar.gz', timestamp: 1 }, 'native-backup'],
    [{ file: 'db.sql.gz', time: '2026-03-10T01:00:00Z' }, 'native-backup'],
    [{ file: 'main.go', time: '2026-03-10T01:00:00Z', msg: 'x' }, undefined],
    [{ path: '/var/log', size: 12, name: 'x' }, undefined],
  ])(
    'is not seen in every file with a path and a time: %j',
    (content, format) => {
      expect(detected(content)).toBe(format);
    },
  );

  it('may spell the place without a dash', () => {
    const sha256 = 'a'.repeat(64);
    const { items } = read(nativeBackup, {
      schemaVersion: 1,
      tool: 'script',
      startedAt: '2026-03-10T01:00:00Z',
      completedAt: '2026-03-10T01:00:00Z',
      status: 'success',
      artifact: { path: 'a', sizeBytes: 1, sha256 },
      manifest: { fileCount: 1, sha256 },
      recoveryPoint: '2026-03-10T01:00:00Z',
      location: { class: 'offsite', uri: 's3://x' },
      exitCode: 0,
    });
    expect(items[0].payload).toMatchObject({
      location: { class: 'off-site' },
    });
  });
});
