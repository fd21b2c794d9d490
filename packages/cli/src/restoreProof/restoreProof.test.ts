import {
  lastRestoreFile,
  lastSuccessFile,
} from '@backstage-operations/plugin-operations-formats';
import Database from 'better-sqlite3';
import { spawnSync } from 'node:child_process';
import {
  appendFile,
  mkdir,
  readFile,
  rm,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { pack } from 'tar-stream';
import { buffer } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { backup } from './backup';
import { proofPaths } from './proofPaths';
import { restoreTest } from './restoreTest';
import { sha256File } from './sha256File';
import { folderWith } from './testing';

const dated = { table: 'orders', column: 'at' };

async function portal() {
  const root = await folderWith({
    'conf/app.yaml': 'port: 1\n',
    'conf/deep/er.yaml': 'x: y\n',
    'zzz.txt': 'last',
    'empty.txt': '',
  });
  const database = new Database(join(root, 'data.sqlite'));
  database.pragma('journal_mode = WAL');
  database.exec('create table orders (id integer primary key, at integer)');
  database.prepare('insert into orders (at) values (?)').run(1_000);
  const paths = proofPaths(join(root, 'backups'), 'workflows');
  let clock = 10_000;
  const now = () => (clock += 500);
  return {
    root,
    paths,
    database,
    backup: () =>
      backup({
        root,
        paths,
        now,
        sources: ['conf', 'zzz.txt', 'empty.txt'],
        databases: ['data.sqlite'],
        dated,
        entityRef: 'component:default/portal',
        dataset: 'workflows',
        location: 'local',
      }),
    test: (minRows = 1) => restoreTest({ paths, now, minRows, dated }),
  };
}

describe('restore proof', () => {
  it('proves a whole backup up to L4, with the row that was only in the write-ahead log', async () => {
    const { paths, ...run } = await portal();

    const success = await run.backup();
    const outcome = await run.test();

    expect(lastSuccessFile.parse(success).manifest.fileCount).toBe(5);
    expect(success.toolStatus?.databases).toEqual([
      {
        path: 'data.sqlite',
        rows: { orders: 1 },
        newestRecord: '1970-01-01T00:00:01.000Z',
      },
    ]);
    expect(success.location).toEqual({
      class: 'local',
      verifiedAt: success.completedAt,
    });
    expect(outcome).toMatchObject({
      result: 'success',
      level: 'L4',
      restoredFiles: 5,
      missingFiles: [],
      extraFiles: [],
      mismatched: [],
      entityRef: 'component:default/portal',
      dataset: 'workflows',
      backupRef: { sha256: success.artifact.sha256 },
    });
    const written = JSON.parse(await readFile(paths.lastRestore, 'utf8'));
    expect(lastRestoreFile.parse(written)).toEqual(outcome);
    expect(await readFile(paths.proofText, 'utf8')).toMatch(/^Restore OK\n/);
    expect(
      await readFile(join(paths.restoreFolder, 'conf/deep/er.yaml'), 'utf8'),
    ).toBe('x: y\n');
  });

  it('writes the same archive for the same files', async () => {
    const { paths, ...run } = await portal();
    await run.backup();
    const first = await sha256File(paths.archive);
    await rm(paths.archive);
    // Times in a tar are whole seconds.
    await sleep(1100);

    await run.backup();

    expect(await sha256File(paths.archive)).toBe(first);
  });

  it('lists paths in one order, whatever the order of the sources', async () => {
    const run = await portal();
    const { manifest } = await run.backup();
    const paths = manifest.entries?.map(entry => entry.path) ?? [];
    expect(paths).toEqual([...paths].sort());
  });

  it('stops at L3 when there is no database to open', async () => {
    const root = await folderWith({ 'a/b.txt': 'x' });
    const paths = proofPaths(join(root, 'backups'), 'a');
    const common = { root, paths, now: () => 0 };
    await backup({ ...common, sources: ['a'], databases: [] });

    const outcome = await restoreTest({ ...common, minRows: 1 });

    expect(outcome).toMatchObject({ result: 'success', level: 'L3' });
  });

  it('fails an empty database unless an empty one is expected', async () => {
    const run = await portal();
    run.database.exec('delete from orders');
    await run.backup();

    expect(await run.test(1)).toMatchObject({ result: 'failed', level: 'L3' });
    expect(await run.test(0)).toMatchObject({ result: 'success', level: 'L4' });
  });

  describe('fails, and says why, when', () => {
    const damages: [
      string,
      RegExp,
      string | null,
      (archive: string) => Promise<void>,
    ][] = [
      ['the archive is missing', /is missing/, null, archive => rm(archive)],
      [
        'the archive is empty',
        /is empty/,
        null,
        archive => writeFile(archive, ''),
      ],
      [
        'the archive is truncated',
        /damaged.*; \d missing/,
        'L0',
        async archive => {
          const bytes = await readFile(archive);
          await writeFile(archive, bytes.subarray(0, bytes.length / 2));
        },
      ],
      [
        'one byte is flipped',
        /sha256|damaged/,
        'L0',
        async archive => {
          const bytes = await readFile(archive);
          const middle = Math.floor(bytes.length / 2);
          bytes[middle] = (bytes[middle] + 1) % 256;
          await writeFile(archive, bytes);
        },
      ],
      [
        'something is appended',
        /sha256|damaged/,
        'L0',
        archive => appendFile(archive, 'more'),
      ],
      [
        'the archive is no archive',
        /damaged/,
        'L0',
        archive => writeFile(archive, 'hello'),
      ],
      [
        'the archive holds nothing',
        /5 missing/,
        'L0',
        archive => writeTar(archive, []),
      ],
      [
        'one file was removed from the archive',
        /1 missing: conf\/app\.yaml/,
        'L0',
        archive => repack(archive, folder => rm(join(folder, 'conf/app.yaml'))),
      ],
      [
        'one file was added to the archive',
        /1 extra: more\.txt/,
        'L0',
        archive =>
          repack(archive, folder => writeFile(join(folder, 'more.txt'), 'x')),
      ],
      [
        'one file was changed in the archive',
        /1 different: zzz\.txt/,
        'L0',
        archive =>
          repack(archive, folder => writeFile(join(folder, 'zzz.txt'), 'lost')),
      ],
    ];

    it.each(damages)('%s', async (_, reason, level, damage) => {
      const { paths, ...run } = await portal();
      await run.backup();
      await damage(paths.archive);

      const outcome = await run.test();

      expect(outcome.result).toBe('failed');
      expect(outcome.reason).toMatch(reason);
      expect(outcome.level).toBe(level);
      expect(JSON.parse(await readFile(paths.lastRestore, 'utf8'))).toEqual(
        outcome,
      );
      expect(await readFile(paths.proofText, 'utf8')).not.toContain(
        'Restore OK',
      );
    });

    it.each([
      ['is missing', undefined, /last_success\.json is missing/],
      ['is no JSON', '{', /is no JSON/],
      ['is of another version', '{"schemaVersion":2}', /schemaVersion/],
    ])('last_success.json %s', async (_, content, reason) => {
      const { paths, ...run } = await portal();
      await run.backup();
      if (content === undefined) await rm(paths.lastSuccess);
      else await writeFile(paths.lastSuccess, content);

      expect(await run.test()).toMatchObject({
        result: 'failed',
        level: null,
        reason: expect.stringMatching(reason),
      });
    });

    it('the manifest was shortened along with the archive', async () => {
      const { paths, ...run } = await portal();
      const success = await run.backup();
      success.manifest.entries?.pop();
      await writeFile(paths.lastSuccess, JSON.stringify(success));

      expect(await run.test()).toMatchObject({
        result: 'failed',
        reason: expect.stringContaining('was changed'),
      });
    });

    it('the database that is counted was not in the archive', async () => {
      const { paths, ...run } = await portal();
      const success = await run.backup();
      const [database] = success.toolStatus?.databases ?? [];
      database.path = '../../data.sqlite';
      await writeFile(paths.lastSuccess, JSON.stringify(success));

      expect(await run.test()).toMatchObject({
        result: 'failed',
        level: 'L3',
        reason: expect.stringContaining('is in the archive'),
      });
    });

    it('rows were lost, though every file is as it was written', async () => {
      const { paths, ...run } = await portal();
      const success = await run.backup();
      const [database] = success.toolStatus?.databases ?? [];
      database.rows.orders = 2;
      await writeFile(paths.lastSuccess, JSON.stringify(success));

      expect(await run.test()).toMatchObject({
        result: 'failed',
        level: 'L3',
        reason: expect.stringContaining('rows per table'),
      });
    });
  });

  describe('never writes outside the restore folder', () => {
    it.each([
      ['a path that climbs', { name: '../evil.txt' }],
      ['a path that climbs midway', { name: 'a/../../evil.txt' }],
      ['an absolute path', { name: '/tmp/evil.txt' }],
      ['a backslash path', { name: '..\\evil.txt' }],
      ['a link', { name: 'l', type: 'symlink' as const, linkname: '/etc' }],
      ['a hard link', { name: 'l', type: 'link' as const, linkname: '../x' }],
      ['a device', { name: 'd', type: 'block-device' as const }],
    ])('%s', async (_, header) => {
      const { root, paths, ...run } = await portal();
      await run.backup();
      await writeTar(paths.archive, [header]);

      const outcome = await run.test();

      expect(outcome.result).toBe('failed');
      expect(outcome.restoredFiles).toBe(0);
      expect(outcome.reason).toMatch(/outside|files and folders only/);
      await expect(readFile(join(root, 'evil.txt'))).rejects.toThrow();
    });

    it('the same path twice', async () => {
      const { paths, ...run } = await portal();
      await run.backup();
      await writeTar(paths.archive, [{ name: 'a' }, { name: './a' }]);

      expect((await run.test()).reason).toMatch('a is in the archive twice');
    });

    it('a bomb', async () => {
      const { paths, ...run } = await portal();
      await run.backup();
      const size = 65 * 1024 * 1024 + 20_000;
      await writeTar(paths.archive, [{ name: 'big', size }]);

      expect((await run.test()).reason).toMatch('more than');
    });
  });

  describe('refuses to back up', () => {
    const common = { databases: [], now: () => 0 };

    it.each([
      ['a source that is not there', ['gone'], 'gone is not there'],
      ['nothing', ['none'], 'nothing to back up'],
      ['nothing but its own files', ['backups'], 'nothing to back up'],
      ['a link', ['link'], 'not a regular file'],
      ['what lies outside the root', ['..'], 'outside'],
    ])('%s', async (_, sources, message) => {
      const root = await folderWith({ 'kept/a.txt': 'a' });
      await mkdir(join(root, 'none'));
      await symlink('kept', join(root, 'link'));
      const paths = proofPaths(join(root, 'backups'), 'x');
      await mkdir(paths.restoreFolder, { recursive: true });
      await writeFile(join(paths.restoreFolder, 'old.txt'), 'old');
      await writeFile(paths.proofText, 'Restore OK\n');

      await expect(backup({ ...common, root, paths, sources })).rejects.toThrow(
        message,
      );
      await expect(readFile(paths.lastSuccess)).rejects.toThrow();
    });
  });
});

/** Unpacks an archive with the system's tar, lets it be changed, and packs it again. */
async function repack(
  archive: string,
  change: (folder: string) => Promise<void>,
) {
  const folder = await folderWith({});
  tar('xzf', archive, '-C', folder);
  await change(folder);
  tar('czf', archive, '-C', folder, '.');
}

function tar(...args: string[]) {
  const { status, stderr } = spawnSync('tar', args);
  if (status !== 0) throw new Error(stderr.toString());
}

async function writeTar(
  archive: string,
  entries: {
    name: string;
    size?: number;
    type?: 'symlink' | 'link' | 'block-device';
    linkname?: string;
  }[],
) {
  const stream = pack();
  for (const { size, ...header } of entries) {
    if (header.type) stream.entry(header);
    else stream.entry(header, Buffer.alloc(size ?? 1));
  }
  stream.finalize();
  await writeFile(archive, gzipSync(await buffer(stream)));
}
