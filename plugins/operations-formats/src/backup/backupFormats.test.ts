import { FormatError } from '../FormatError';
import { FormatFile } from '../FormatFile';
import { backupFormats } from '.';
import { awsBackup } from './awsBackup';
import { barman } from './barman';
import { borg } from './borg';
import { healthchecks } from './healthchecks';
import { prometheusBackup } from './prometheusBackup';
import { restic } from './restic';
import { levels, now, outcomes, read } from './testing';
import { walg } from './walg';

describe('restic', () => {
  const summary = (more: object = {}) =>
    JSON.stringify({
      message_type: 'summary',
      files_new: 1,
      total_files_processed: 4,
      total_bytes_processed: 60005,
      total_duration: 2,
      snapshot_id: '91862a90',
      ...more,
    });

  it.each([
    ['exit 0', summary(), 0, 'success'],
    ['exit 3', summary(), 3, 'partial'],
    ['an unknown exit code', summary(), 7, 'failed'],
    [
      'an error message',
      `${JSON.stringify({
        message_type: 'error',
        error: { message: 'permission denied' },
        item: '/a',
      })}\n${summary()}`,
      undefined,
      'partial',
    ],
    [
      'a source that vanished',
      `data/missing does not exist, skipping\n${summary()}`,
      0,
      'partial',
    ],
    [
      'no files and no snapshot',
      summary({ total_files_processed: 0, snapshot_id: undefined }),
      0,
      'failed',
    ],
    [
      'a fatal error',
      JSON.stringify({
        message_type: 'exit_error',
        code: 10,
        message: 'repository does not exist',
      }),
      undefined,
      'failed',
    ],
  ])('reads a backup with %s', (_, text, exitCode, outcome) => {
    expect(outcomes(restic, text, { exitCode })).toEqual([outcome]);
  });

  it('dates snapshots by their start, with and without a summary', () => {
    const old = {
      time: '2026-03-10T01:00:00.730292187+01:00',
      tree: 't',
      paths: ['/srv'],
      id: 'abc',
      hostname: 'h',
    };
    const { items } = read(restic, [
      old,
      {
        ...old,
        id: 'def',
        summary: {
          backup_start: '2026-03-10T01:00:00Z',
          backup_end: '2026-03-10T01:10:00Z',
        },
      },
    ]);
    expect(items[0].payload).toMatchObject({
      recoveryPoint: '2026-03-10T00:00:00.730Z',
      dataset: '/srv',
    });
    expect(items[1]).toMatchObject({
      observedAt: '2026-03-10T01:10:00.000Z',
      externalId: 'def',
    });
  });

  it('takes check for L1 and restore for L2 at most', () => {
    expect(levels(restic, '{"message_type":"summary","num_errors":0}')).toEqual(
      ['L1'],
    );
    expect(levels(restic, '{"message_type":"summary","num_errors":1}')).toEqual(
      ['L0'],
    );
    expect(
      levels(
        restic,
        '{"message_type":"summary","total_files":5,"files_restored":5}',
      ),
    ).toEqual(['L2']);
    expect(
      levels(
        restic,
        '{"message_type":"summary","total_files":5,"files_restored":3}',
      ),
    ).toEqual(['L0']);
    expect(
      levels(
        restic,
        '{"message_type":"summary","total_files":0,"files_restored":0}',
      ),
    ).toEqual(['L0']);
  });
});

describe('barman', () => {
  it.each([
    ['DONE', 'success'],
    ['WAITING_FOR_WALS', 'pending'],
    ['FAILED', 'failed'],
    ['NEW_WORD', 'failed'],
  ])('reads status %s as %s', (status, outcome) => {
    expect(
      outcomes(barman, {
        demo: [
          {
            backup_id: '20260310T010000',
            status,
            end_time_timestamp: '1773104700',
          },
        ],
      }),
    ).toEqual([outcome]);
  });

  it('names missing files of a recovery', () => {
    const recovered = {
      recovery_start_time: 'x',
      recovery_start_time_timestamp: '1773104700',
      recovery_elapsed_time_seconds: 1.5,
      missing_files: ['base/5/1'],
      _INFO: [
        'Starting local restore for server demo using backup 20260310T010000',
      ],
    };
    expect(read(barman, recovered).items[0].payload).toMatchObject({
      level: 'L0',
      missing: ['base/5/1'],
      backup: 'demo/20260310T010000',
      dataset: 'demo',
    });
  });

  it('refuses an error body', () => {
    expect(() => read(barman, { _ERROR: ["Unknown server 'nosuch'"] })).toThrow(
      /Unknown server/,
    );
    expect(() => read(barman, {})).toThrow(FormatError);
  });
});

describe('borg', () => {
  const document = (key: string, value: unknown) => ({
    [key]: value,
    repository: { id: 'r', location: '/b' },
    encryption: { mode: 'none' },
  });
  const archive = {
    name: 'etc-2026-03-10T03:00',
    id: 'e28c',
    start: '2026-03-10T03:00:00.000000',
    end: '2026-03-10T03:01:00.000000',
  };

  it('asks for the zone instead of guessing it', () => {
    expect(() => read(borg, document('archives', [archive]))).toThrow(
      /timeZone/,
    );
    const { items } = read(borg, document('archives', [archive]), {
      timeZone: 'Europe/Berlin',
    });
    expect(items[0]).toMatchObject({
      observedAt: '2026-03-10T02:01:00.000Z',
      payload: { dataset: 'etc', outcome: 'unknown' },
    });
  });

  it.each([
    [undefined, 'unknown'],
    [1, 'partial'],
    [0, 'success'],
  ])('reads a create with exit code %s as %s', (exitCode, outcome) => {
    expect(
      outcomes(borg, document('archive', archive), {
        exitCode,
        timeZone: 'UTC',
      }),
    ).toEqual([outcome]);
  });

  it('takes a checkpoint for an interrupted run', () => {
    expect(
      outcomes(
        borg,
        document('archives', [{ ...archive, name: 'etc.checkpoint' }]),
        { timeZone: 'UTC' },
      ),
    ).toEqual(['partial']);
  });
});

describe('wal-g', () => {
  it('sees lost log beside fresh backups', () => {
    const lost = {
      integrity: {
        status: 'FAILURE',
        details: [{ status: 'MISSING_LOST', segments_count: 3 }],
      },
      timeline: { status: 'OK' },
    };
    expect(levels(walg, lost)).toEqual(['L0']);
    expect(
      levels(walg, {
        integrity: { status: 'OK', details: [] },
        timeline: { status: 'OK' },
      }),
    ).toEqual(['L1']);
  });

  it('knows a delta by its name and misses its base', () => {
    const base = {
      backup_name: 'base_000000010000000000000002',
      finish_time: '2026-03-10T01:00:00Z',
    };
    const delta = {
      backup_name: 'base_000000010000000000000004_D_000000010000000000000002',
      finish_time: '2026-03-10T02:00:00Z',
    };
    expect(outcomes(walg, [base, delta])).toEqual(['success', 'success']);
    expect(outcomes(walg, [delta])).toEqual(['partial']);
  });
});

describe('pings, jobs and samples', () => {
  it('never takes a ping for a backup', () => {
    const check = {
      name: 'db',
      slug: 'db',
      grace: 900,
      last_ping: '2026-03-10T01:00:00+00:00',
      unique_key: 'k',
    };
    expect(
      outcomes(healthchecks, {
        checks: [
          { ...check, status: 'up' },
          { ...check, status: 'down' },
        ],
      }),
    ).toEqual(['pending', 'failed']);
  });

  it.each([
    [{ Status: 'COMPLETED' }, 'L2'],
    [{ Status: 'COMPLETED', ValidationStatus: 'SUCCESSFUL' }, 'L4'],
    [{ Status: 'COMPLETED', ValidationStatus: 'FAILED' }, 'L0'],
    [{ Status: 'ABORTED' }, 'L0'],
  ])('reads the restore job %j as %s', (job, level) => {
    expect(
      levels(awsBackup, {
        RestoreJobId: '1',
        CompletionDate: 1773104700,
        ...job,
      }),
    ).toEqual([level]);
  });

  it('reads samples and drops NaN and zero', () => {
    const vector = (name: string, value: string) => ({
      status: 'success',
      data: {
        resultType: 'vector',
        result: [
          {
            metric: { __name__: name, schedule: 'nightly' },
            value: [1773104700, value],
          },
        ],
      },
    });
    expect(
      outcomes(
        prometheusBackup,
        vector('velero_backup_last_successful_timestamp', '1773104000'),
      ),
    ).toEqual(['success']);
    expect(
      outcomes(
        prometheusBackup,
        vector('velero_backup_last_successful_timestamp', 'NaN'),
      ),
    ).toEqual([]);
    expect(
      outcomes(
        prometheusBackup,
        vector('velero_backup_last_successful_timestamp', '0'),
      ),
    ).toEqual([]);
    expect(
      outcomes(prometheusBackup, vector('pgbackrest_backup_error_status', '1')),
    ).toEqual(['failed']);
    expect(() =>
      read(prometheusBackup, { status: 'error', error: 'parse error' }),
    ).toThrow(/parse error/);
  });
});

describe('every backup format', () => {
  const strangers = [
    '',
    '{}',
    '[]',
    'null',
    '{"error":"not found"}',
    'plain words',
    '<html></html>',
    '{"message":"Bad credentials"}',
  ];
  it.each(backupFormats.map(format => [format.id, format] as const))(
    '%s refuses what it is not',
    (_, format) => {
      for (const text of strangers) {
        const file = FormatFile.of(text);
        expect(format.detect(file)).toBe(false);
        expect(() =>
          format.parse(file, { entityRef: 'component:default/shop', now }),
        ).toThrow(FormatError);
      }
    },
  );
});
