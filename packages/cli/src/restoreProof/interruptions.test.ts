import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { backup } from './backup';
import { proofPaths } from './proofPaths';
import { readBack } from './readBack';
import { restoreTest } from './restoreTest';
import { folderWith } from './testing';
import { withLock } from './withLock';

async function project(files: Record<string, string> = { 'a.txt': 'a' }) {
  const root = await folderWith(files);
  const paths = proofPaths(join(root, 'backups'), 'x');
  const make = (sources: string[]) =>
    backup({ root, paths, sources, databases: [], now: () => 1_000 });
  const prove = (now = () => 2_000) => restoreTest({ paths, minRows: 1, now });
  return { root, paths, make, prove };
}

it('leaves no OK of an earlier test behind while a test is under way', async () => {
  const { paths, make, prove } = await project();
  await make(['a.txt']);
  expect(await prove()).toMatchObject({ result: 'success' });
  // What the files say at each look at the clock is what a process that is ended there leaves behind.
  const texts: string[] = [];
  const results: string[] = [];
  await prove(() => {
    texts.push(readFileSync(paths.proofText, 'utf8').split('\n')[0]);
    results.push(JSON.parse(readFileSync(paths.lastRestore, 'utf8')).result);
    return 3_000;
  });
  const begun = 'Restore FAILED: the test was begun and has not ended';
  expect(texts.length).toBeGreaterThan(2);
  expect(new Set(texts.slice(1))).toEqual(new Set([begun]));
  expect(new Set(results.slice(1))).toEqual(new Set(['failed']));
  expect(await readFile(paths.proofText, 'utf8')).toMatch(/^Restore OK/);
});

it('takes what lies on disk for restored, not what went through', async () => {
  const { paths, make, prove } = await project({ 'a.txt': 'a', 'b.txt': 'b' });
  await make(['a.txt', 'b.txt']);
  await prove();
  await writeFile(join(paths.restoreFolder, 'a.txt'), 'changed');
  await rm(join(paths.restoreFolder, 'b.txt'));
  await mkdir(join(paths.restoreFolder, 'deep'));
  await writeFile(join(paths.restoreFolder, 'deep', 'c.txt'), '');
  const found = await readBack(paths.restoreFolder);
  expect(found.map(({ path, size }) => [path, size]).sort()).toEqual([
    ['a.txt', 7],
    ['deep/c.txt', 0],
  ]);
});

it('takes none of its own files into a backup', async () => {
  const { make, prove } = await project({ 'a.txt': 'a', 'sub/b.txt': 'b' });
  const first = await make(['.']);
  expect(await prove()).toMatchObject({ restoredFiles: 2, result: 'success' });
  const second = await make(['.']);
  expect(second.manifest).toEqual(first.manifest);
});

it('restores names that are odd', async () => {
  const { make, prove } = await project({
    'with space/ x': '1',
    '-dash': '2',
    'ünï/日本': '3',
    'back\\slash': '4',
    'line\nend': '5',
    [`${'long'.repeat(50)}/${'name'.repeat(50)}`]: '6',
  });
  await make(['.']);
  expect(await prove()).toMatchObject({ restoredFiles: 6, result: 'success' });
});

describe('a lock', () => {
  it('keeps a second process out, and is given back', async () => {
    const { paths, make, prove } = await project();
    const other = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1e6)']);
    try {
      await mkdir(paths.folder, { recursive: true });
      await writeFile(paths.lock, `${other.pid}\n`);
      await expect(make(['a.txt'])).rejects.toThrow(/is at work/);
      await expect(prove()).rejects.toThrow(/is at work/);
    } finally {
      other.kill('SIGKILL');
      await new Promise(resolve => other.once('exit', resolve));
    }
    // Of a process that died it is taken over.
    await make(['a.txt']);
    await expect(readFile(paths.lock)).rejects.toThrow();
  });

  it.each(['', 'x', '-1', '0'])('that says "%s" holds nobody', async said => {
    const { paths } = await project();
    await mkdir(paths.folder, { recursive: true });
    await writeFile(paths.lock, said);
    expect(await withLock(paths.lock, async () => 1)).toBe(1);
  });
});
