import { randomBytes } from 'node:crypto';
import {
  appendFileSync,
  mkdirSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { imported, tabSays } from './import';
import { has, must, run, workFolder } from './tools';

jest.setTimeout(120_000);

function filesBelow(folder: string): string[] {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map(name => path.join(folder, name))
    .filter(name => statSync(name).isFile());
}

(has('restic') ? describe : describe.skip)('real restic', () => {
  const cwd = workFolder('restic');
  const env = {
    RESTIC_PASSWORD: 'secret',
    RESTIC_REPOSITORY: path.join(cwd, 'repo'),
  };
  const restic = (...args: string[]) => run('restic', args, { cwd, env });
  mkdirSync(path.join(cwd, 'data'));
  // Does not compress, so that the largest pack is the one that holds it.
  writeFileSync(path.join(cwd, 'data/orders'), randomBytes(50_000));
  must('restic', ['init'], { cwd, env });

  it('says good after a whole backup', () => {
    const ran = restic('backup', '--json', 'data');
    const items = imported('restic', ran.stdout + ran.stderr, {
      dataset: 'orders',
      exitCode: ran.code,
    });
    expect(tabSays('orders', items)).toMatchObject({
      lastRun: 'success',
      lastGood: true,
    });
    const listed = imported('restic', restic('snapshots', '--json').stdout, {
      dataset: 'orders',
    });
    expect(listed).toHaveLength(1);
  });

  it('does not say good when a source is missing, whatever the exit code', () => {
    const ran = restic('backup', '--json', 'data', 'data/gone');
    const items = imported('restic', ran.stdout + ran.stderr, {
      dataset: 'orders',
      exitCode: ran.code,
    });
    expect(tabSays('orders', items)).toMatchObject({
      lastRun: 'partial',
      lastGood: false,
    });
  });

  it('says failed when the repository can not be opened', () => {
    const ran = run('restic', ['backup', '--json', 'data'], {
      cwd,
      env: { ...env, RESTIC_PASSWORD: 'wrong' },
    });
    expect(ran.code).not.toBe(0);
    expect(ran.stdout.trim()).toBe('');
    expect(() => imported('restic', ran.stdout)).toThrow(/detected nothing/);
  });

  it('keeps a backup partial when its snapshot is listed afterwards', () => {
    const ran = restic('backup', '--json', 'data', 'data/gone');
    const own = imported('restic', ran.stdout + ran.stderr, {
      dataset: 'orders',
      exitCode: ran.code,
    });
    const listed = imported('restic', restic('snapshots', '--json').stdout, {
      dataset: 'orders',
    });
    const same = listed.filter(
      ({ externalId }) => externalId === own[0].externalId,
    );
    expect(same).toHaveLength(1);
    expect(same[0].observedAt < own[0].observedAt).toBe(true);
  });

  it('does not count a dry run', () => {
    const ran = restic('backup', '--json', '--dry-run', 'data');
    const items = imported('restic', ran.stdout, { exitCode: ran.code });
    expect(items).toMatchObject([{ payload: { outcome: 'failed' } }]);
  });

  it('proves by a check that the repository is whole, and that it is not', () => {
    const whole = restic('check', '--json');
    expect(
      imported('restic', whole.stdout, { exitCode: whole.code }),
    ).toMatchObject([{ payload: { level: 'L1' } }]);
    // A lost pack of folders would be asked for again and again before it is given up.
    const [pack] = filesBelow(path.join(cwd, 'repo/data')).sort(
      (a, b) => statSync(b).size - statSync(a).size,
    );
    rmSync(pack);
    const ran = restic('check', '--json');
    expect(ran.code).not.toBe(0);
    const both = imported('restic', ran.stdout + ran.stderr, {
      exitCode: ran.code,
    });
    expect(both).toMatchObject([{ payload: { level: 'L0' } }]);
  });
});

(has('borg') ? describe : describe.skip)('real borg', () => {
  const cwd = workFolder('borg');
  const env = {
    BORG_UNKNOWN_UNENCRYPTED_REPO_ACCESS_IS_OK: 'yes',
    BORG_BASE_DIR: cwd,
  };
  const borg = (...args: string[]) => run('borg', args, { cwd, env });
  mkdirSync(path.join(cwd, 'data'));
  writeFileSync(path.join(cwd, 'data/mail'), 'y'.repeat(50_000));
  must('borg', ['init', '-e', 'none', 'repo'], { cwd, env });

  it('says good when it exited with 0, partial when a source was unreadable', () => {
    const whole = borg('create', '--json', 'repo::mail-1', 'data');
    const items = imported('borg', whole.stdout, {
      exitCode: whole.code,
      timeZone: 'UTC',
      dataset: 'mail',
    });
    expect(tabSays('mail', items)).toMatchObject({
      lastRun: 'success',
      lastGood: true,
    });
    appendFileSync(path.join(cwd, 'data/mail'), 'z');
    const holed = borg(
      'create',
      '--json',
      'repo::mail-2',
      'data',
      'nonexistent',
    );
    const partial = imported('borg', holed.stdout, {
      exitCode: holed.code,
      timeZone: 'UTC',
      dataset: 'mail',
    });
    expect(tabSays('mail', partial)).toMatchObject({
      lastRun: 'partial',
      lastGood: false,
    });
  });

  it('refuses to guess the zone, and prints nothing that could be read once the repository is damaged', () => {
    expect(() =>
      imported('borg', borg('list', '--json', 'repo').stdout),
    ).toThrow(/timeZone/);
    const segment = filesBelow(path.join(cwd, 'repo/data')).sort().pop() ?? '';
    truncateSync(segment, 5);
    for (const index of filesBelow(path.join(cwd, 'repo')).filter(name =>
      /index|hints|integrity/.test(name),
    ))
      rmSync(index);
    const broken = borg('info', '--json', 'repo::mail-2');
    expect(broken.code).not.toBe(0);
    expect(() => imported('borg', broken.stdout)).toThrow(/detected nothing/);
  });
});
