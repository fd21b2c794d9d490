import {
  closeSync,
  openSync,
  readdirSync,
  rmSync,
  writeFileSync,
  writeSync,
} from 'node:fs';
import path from 'node:path';
import { Cluster } from './cluster';
import { imported, tabSays } from './import';
import { has, postgresBinaries } from './tools';

jest.setTimeout(180_000);

const server = postgresBinaries() !== undefined && has('psql');

(server && has('pgbackrest') ? describe : describe.skip)(
  'real pgBackRest on a real PostgreSQL',
  () => {
    let cluster: Cluster;
    const tool = (...args: string[]) =>
      cluster.try('pgbackrest', [
        `--config=${cluster.folder}/pgbackrest.conf`,
        '--stanza=shop',
        ...args,
      ]);
    const info = () =>
      imported('pgbackrest', tool('info', '--output=json').stdout);

    beforeAll(() => {
      cluster = Cluster.start(
        'pgbackrest',
        5590,
        folder =>
          `archive_command='pgbackrest --config=${folder}/pgbackrest.conf --stanza=shop archive-push %p'`,
      );
      const { folder, port } = cluster;
      writeFileSync(
        path.join(folder, 'pgbackrest.conf'),
        `[global]\nrepo1-path=${folder}/repo\nlog-path=${folder}/log\nlock-path=${folder}/lock\nrepo1-retention-full=9\nstart-fast=y\nlog-level-console=off\n[shop]\npg1-path=${folder}/data\npg1-port=${port}\npg1-socket-path=${folder}\npg1-user=postgres\n`,
      );
      cluster.as('pgbackrest', [
        `--config=${folder}/pgbackrest.conf`,
        '--stanza=shop',
        'stanza-create',
      ]);
      cluster.sql(
        "create table t as select i, repeat('x', 200) p from generate_series(1, 20000) i",
      );
    });
    afterAll(() => cluster?.stop());

    it('says good after a whole backup that verifies', () => {
      expect(tool('backup', '--type=full').code).toBe(0);
      const items = [
        ...info(),
        ...imported(
          'pgbackrest-verify',
          tool('verify', '--output=text', '--verbose').stdout,
        ),
      ];
      expect(tabSays('shop', items)).toMatchObject({
        lastRun: 'success',
        lastGood: true,
        level: 'L1',
      });
    });

    it('says partial after pages were corrupted, although the tool exits with 0 and the stanza is ok', () => {
      const file = path.join(
        cluster.folder,
        'data',
        cluster.sql("select pg_relation_filepath('t')"),
      );
      cluster.sql('checkpoint');
      const handle = openSync(file, 'r+');
      writeSync(handle, 'CORRUPT', 9000);
      closeSync(handle);
      expect(tool('backup', '--type=diff').code).toBe(0);
      expect(tabSays('shop', info())).toMatchObject({
        lastRun: 'partial',
        lastGood: true,
      });
    });

    it('says that verification failed after a file of the repository was deleted, although it exits with 0', () => {
      const folder = path.join(cluster.folder, 'repo/backup/shop');
      const stored = readdirSync(folder, {
        recursive: true,
        encoding: 'utf8',
      }).find(name => /base.*\.gz$/.test(name));
      rmSync(path.join(folder, stored ?? ''));
      const verified = tool('verify', '--output=text', '--verbose');
      expect(verified.code).toBe(0);
      const items = [
        ...info(),
        ...imported('pgbackrest-verify', verified.stdout),
      ];
      expect(['L0', null]).toContain(tabSays('shop', items).level);
    });

    it('finds no good backup once the write-ahead log it needs is gone', () => {
      const archive = path.join(cluster.folder, 'repo/archive/shop');
      const segments = readdirSync(archive, {
        recursive: true,
        encoding: 'utf8',
      })
        .filter(name => /\/0{7}1[0-9A-F]{16}-/.test(name))
        .sort();
      for (const segment of segments.slice(0, -1))
        rmSync(path.join(archive, segment));
      expect(tabSays('shop', info())).toMatchObject({ lastGood: false });
    });
  },
);

(server && has('barman') ? describe : describe.skip)(
  'real Barman on a real PostgreSQL',
  () => {
    let cluster: Cluster;
    const tool = (...args: string[]) =>
      cluster.try('barman', ['-c', 'barman.conf', ...args]);
    /** The log is archived to a shelf first, so that a test decides when it reaches Barman. */
    const shipLog = () => {
      cluster.sql('select pg_switch_wal()');
      cluster.try('sleep', ['2']);
      cluster.as('sh', ['-c', 'mv shelf/* bar/shop/incoming/']);
      tool('archive-wal', 'shop');
    };

    beforeAll(() => {
      cluster = Cluster.start(
        'barman',
        5591,
        folder => `archive_command='cp %p ${folder}/shelf/%f'`,
      );
      const { folder, port } = cluster;
      cluster.as('mkdir', ['-p', 'bar/shop/incoming', 'shelf']);
      const connect = `host=${folder} port=${port} user=postgres`;
      writeFileSync(
        path.join(folder, 'barman.conf'),
        `[barman]\nbarman_home=${folder}/bar\nbarman_user=nobody\nlog_file=${folder}/log/barman.log\nconfiguration_files_directory=${folder}/none\n[shop]\ndescription=shop\nconninfo=${connect} dbname=postgres\nstreaming_conninfo=${connect}\nbackup_method=postgres\narchiver=on\npath_prefix=${postgresBinaries()}\n`,
      );
      shipLog();
    });
    afterAll(() => cluster?.stop());

    it('says pending while log is missing and good once it arrived', () => {
      expect(tool('backup', 'shop').code).toBe(0);
      const waiting = imported(
        'barman',
        tool('-f', 'json', 'list-backups', 'shop').stdout,
      );
      expect(tabSays('shop', waiting)).toMatchObject({
        lastRun: 'pending',
        lastGood: false,
      });
      cluster.sql('alter system reset archive_command');
      cluster.sql('select pg_reload_conf()');
      shipLog();
      tool('check-backup', 'shop', 'latest');
      const done = imported(
        'barman',
        tool('-f', 'json', 'list-backups', 'shop').stdout,
      );
      expect(tabSays('shop', done)).toMatchObject({
        lastRun: 'success',
        lastGood: true,
      });
    });

    it('restores to L2, and names what is wrong once the server is down', () => {
      const restored = imported(
        'barman',
        tool(
          '-f',
          'json',
          'recover',
          'shop',
          'latest',
          path.join(cluster.folder, 'restored'),
        ).stdout,
      );
      expect(restored[0].payload).toMatchObject({ level: 'L2', missing: [] });
      cluster.stop();
      const checks = imported(
        'barman',
        tool('-f', 'json', 'check', 'shop').stdout,
      );
      expect(
        checks.find(item => item.externalId === 'shop/shop/postgresql')
          ?.payload,
      ).toMatchObject({ status: 'not-met' });
    });
  },
);
