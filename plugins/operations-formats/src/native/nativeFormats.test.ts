import { FormatFile } from '../FormatFile';
import { read } from '../backup/testing';
import { detectFormat } from '../registry';
import { nativeBackup } from './nativeBackup';
import { nativeRestore } from './nativeRestore';
import { LastRestoreFile, LastSuccessFile } from './proofFiles';

const sha = 'a'.repeat(64);

function aSuccess(fields: Partial<LastSuccessFile> = {}): LastSuccessFile {
  return {
    schemaVersion: 1,
    dataset: 'orders',
    tool: 'operations-restore-proof',
    startedAt: '2026-03-10T01:00:00Z',
    completedAt: '2026-03-10T01:05:00Z',
    status: 'success',
    artifact: { path: 'a.tar.gz', sizeBytes: 10, sha256: sha },
    manifest: { fileCount: 2, sha256: sha },
    recoveryPoint: '2026-03-10T01:00:00Z',
    exitCode: 0,
    ...fields,
  };
}

function aRestore(fields: Partial<LastRestoreFile> = {}): LastRestoreFile {
  return {
    schemaVersion: 1,
    dataset: 'orders',
    backupRef: { sha256: sha },
    startedAt: '2026-03-10T02:00:00Z',
    completedAt: '2026-03-10T02:05:00Z',
    durationSeconds: 300,
    target: { isolated: true },
    level: 'L3',
    checks: [{ name: 'missing files', kind: 'manifest', result: 'pass' }],
    restoredFiles: 2,
    missingFiles: [],
    extraFiles: [],
    mismatched: [],
    result: 'success',
    ...fields,
  };
}

const payloadOf = (...args: Parameters<typeof read>) =>
  read(...args).items[0].payload;

describe('native-backup', () => {
  it('reads a complete backup', () => {
    const { items, warnings, formatVersion } = read(nativeBackup, aSuccess());
    expect({ formatVersion, warnings }).toEqual({
      formatVersion: '1',
      warnings: [],
    });
    expect(items).toEqual([
      expect.objectContaining({
        kind: 'backup-run',
        source: 'native',
        externalId: 'orders/2026-03-10T01:00:00Z',
        observedAt: '2026-03-10T01:05:00Z',
        payload: expect.objectContaining({
          outcome: 'success',
          sizeBytes: 10,
          manifest: { fileCount: 2, sha256: sha },
        }),
      }),
    ]);
  });

  it.each<[string, Partial<LastSuccessFile>]>([
    ['an exit code', { exitCode: 3 }],
    [
      'an empty archive',
      { artifact: { path: 'a', sizeBytes: 0, sha256: sha } },
    ],
    ['an empty manifest', { manifest: { fileCount: 0, sha256: sha } }],
  ])('sees through a success with %s', (_, fields) => {
    expect(payloadOf(nativeBackup, aSuccess(fields))).toMatchObject({
      outcome: 'failed',
      reason: expect.any(String),
    });
  });

  it.each<[string, unknown, string]>([
    ['a newer version', aSuccess({ schemaVersion: 2 as 1 }), 'only 1 is'],
    ['another entity', aSuccess({ entityRef: 'component:default/x' }), 'about'],
    ['an unknown status', aSuccess({ status: 'great' as 'success' }), 'status'],
    ['an error body', { error: 'denied' }, 'an error body'],
    ['nothing', '', 'empty'],
    ['a restore', { missing: [] }, 'an archive with a time'],
    ['a backup without a time', { archive: 'a.tgz', size: 1 }, 'no time'],
  ])('refuses %s and says what it is', (_, content, message) => {
    expect(() => read(nativeBackup, content)).toThrow(message);
  });

  it('reads the bare form', () => {
    const bare = { archive: 'a.tgz', timestamp: 1773100800, size: 5 };
    expect(
      payloadOf(nativeBackup, bare, { dataset: 'workflows' }),
    ).toMatchObject({
      dataset: 'workflows',
      outcome: 'success',
      recoveryPoint: '2026-03-10T00:00:00.000Z',
      sizeBytes: 5,
    });
    expect(
      payloadOf(nativeBackup, { ...bare, status: 'partial?' }),
    ).toMatchObject({ outcome: 'failed' });
  });

  it.each<object>([
    { status: false },
    { ok: false },
    { exitCode: 1 },
    { error: 'no space left' },
    { size: '0' },
  ])('does not believe a bare backup with %j', more => {
    const bare = { archive: 'a.tgz', timestamp: 1773100800, ...more };
    expect(payloadOf(nativeBackup, bare)).toMatchObject({ outcome: 'failed' });
  });
});

describe('native-restore', () => {
  it('reads a passed test', () => {
    const [item] = read(nativeRestore, aRestore()).items;
    expect(item).toMatchObject({
      kind: 'restore-test',
      externalId: 'orders/2026-03-10T02:00:00Z',
      payload: { level: 'L3', isolated: true, missing: [] },
    });
  });

  it('does not take "success" for a pass when nothing was restored', () => {
    expect(
      payloadOf(nativeRestore, aRestore({ restoredFiles: 0 })),
    ).toMatchObject({
      level: 'L0',
      checks: expect.arrayContaining([
        expect.objectContaining({ result: 'fail', actual: 0 }),
      ]),
    });
  });

  it('keeps a failure that no check names', () => {
    const failed = aRestore({ result: 'failed', level: null });
    expect(payloadOf(nativeRestore, failed)).toMatchObject({
      level: 'L0',
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'result of the test', result: 'fail' }),
      ]),
    });
  });

  it('gives the bare form no more than L2, and nothing where no count is said', () => {
    const at = { timestamp: '2026-03-10T02:00:00Z' };
    const counted = { ...at, missing: [], restored: 4 };
    expect(payloadOf(nativeRestore, counted)).toMatchObject({ level: 'L2' });
    for (const claim of [{ missing: [] }, { missing: [], restored: 0 }]) {
      expect(payloadOf(nativeRestore, { ...at, ...claim })).toMatchObject({
        level: 'L0',
      });
    }
    const lacking = { ...at, missing_files: ['a'], restored: 3 };
    expect(payloadOf(nativeRestore, lacking)).toMatchObject({
      missing: ['a'],
      checks: expect.arrayContaining([
        expect.objectContaining({ name: 'missing files', result: 'fail' }),
      ]),
    });
  });

  it.each<[string, object]>([
    ['a status that is not known', { status: 'failed' }],
    ['a status that is no text', { result: { code: 1 } }],
    ['no success', { success: false }],
    ['an exit code', { exit_code: 1 }],
    ['errors', { errors: ['disk full'] }],
    ['files that differ', { mismatched: ['a'] }],
    ['a count of files that were not in the backup', { extra_files: 2 }],
  ])('does not believe a bare restore with %s', (_, more) => {
    const bare = {
      timestamp: '2026-03-10T02:00:00Z',
      missing: [],
      restored: 4,
      ...more,
    };
    expect(payloadOf(nativeRestore, bare)).toMatchObject({
      checks: expect.arrayContaining([
        expect.objectContaining({ result: 'fail' }),
      ]),
    });
  });

  it('believes a bare restore that says it went well, in whatever words', () => {
    for (const more of [
      { status: 'OK' },
      { result: 'Restore OK', success: true },
      { exitCode: 0, errors: [] },
    ]) {
      const bare = { timestamp: 1773100800, missing: [], restored: 4, ...more };
      expect(payloadOf(nativeRestore, bare)).toMatchObject({ level: 'L2' });
    }
    const bare = { timestamp: 1773100800, missing: [], restored: 4 };
    expect(payloadOf(nativeRestore, bare, { exitCode: 2 })).toMatchObject({
      level: 'L0',
    });
  });

  const proofText = [
    'Restore OK',
    '',
    'Data set       workflows',
    `Backup sha256  ${sha}`,
    'Data up to     2026-03-10T01:00:00.000Z',
    'Tested         2026-03-10T02:00:00.000Z to 2026-03-10T02:01:00.000Z',
    'Files          8 restored, 0 missing, 0 extra, 0 different',
    'Proof level    L3',
    '',
    'pass  archive sha256',
    'pass  missing files',
    '',
  ].join('\n');

  it('reads the text of a test', () => {
    expect(read(nativeRestore, proofText).items[0]).toMatchObject({
      source: 'native-text',
      observedAt: '2026-03-10T02:01:00.000Z',
      payload: {
        dataset: 'workflows',
        level: 'L3',
        backup: { sha256: sha },
        checks: [
          { name: 'archive sha256', kind: 'checksum', result: 'pass' },
          { name: 'missing files', kind: 'manifest', result: 'pass' },
          { name: 'something was restored', result: 'pass' },
        ],
        missing: [],
      },
    });
  });

  it('keeps what the text counts and does not name', () => {
    const lacking = proofText
      .replace('Restore OK', 'Restore FAILED: 2 files missing')
      .replace('0 missing', '2 missing')
      .concat('\nMissing\n  a.txt\n');
    expect(payloadOf(nativeRestore, lacking)).toMatchObject({
      level: 'L0',
      missing: ['a.txt', '(not named)'],
      reason: '2 files missing',
    });
  });

  it.each([
    ['nothing but OK', 'Restore OK\n'],
    ['OK with nothing restored', proofText.replace('8 restored', '0 restored')],
    ['a failure', 'Restore FAILED: archive is empty\n'],
  ])('takes %s for no proof', (_, text) => {
    const payload = payloadOf(nativeRestore, text);
    expect(payload).toMatchObject({ level: 'L0' });
  });

  it('is detected, and does not claim what is another tool', () => {
    const detected = (content: unknown) =>
      detectFormat(
        FormatFile.of(
          typeof content === 'string' ? content : JSON.stringify(content),
        ),
      )?.id;
    expect(detected(aRestore())).toBe('native-restore');
    expect(detected(proofText)).toBe('native-restore');
    expect(detected(aSuccess())).toBe('native-backup');
    expect(detected({ archive: 'a', timestamp: 'x' })).toBe('native-backup');
    expect(detected({ error: 'denied', missing: null })).toBeUndefined();
    expect(detected('please Restore OK now')).toBeUndefined();
    const barman = { missing_files: [], recovery_start_time: 'x', _ERROR: [] };
    expect(detected(barman)).not.toBe('native-restore');
  });
});
