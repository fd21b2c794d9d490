import assert from 'node:assert/strict';
import { execFile, spawnSync } from 'node:child_process';
import {
  cpSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { pagesForTests, screenshot } from '../support/pages';
import { sharedPortal } from '../support/sharedPortal';

const root = join(__dirname, '../../..');
const entityRef = 'component:default/operations-portal';

describe('a restore proof', () => {
  const portal = sharedPortal();
  const pages = pagesForTests();
  const folder = mkdtempSync(join(tmpdir(), 'operations-proof-'));
  const out = join(folder, 'backups');

  function operations(...args: string[]) {
    return new Promise<{ status: unknown; text: string }>(resolve => {
      execFile(
        process.execPath,
        [join(root, 'packages/cli/bin/operations'), ...args],
        {
          cwd: folder,
          env: {
            ...process.env,
            OPERATIONS_URL: portal.url,
            OPERATIONS_TOKEN: 'operations-dev-token',
          },
        },
        (error, stdout, stderr) =>
          resolve({ status: error?.code ?? 0, text: stdout + stderr }),
      );
    });
  }

  async function send(format: string, file: string) {
    const path = join(out, file);
    const sent = await operations(
      'import',
      format,
      path,
      '--entity',
      entityRef,
    );
    assert.equal(sent.status, 0, sent.text);
  }

  async function dataset() {
    const { body } = await portal.call(
      'GET',
      '/v1/entities/component/default/operations-portal/overview',
    );
    return body.datasets.find(
      (one: { dataset: string }) => one.dataset === 'journey',
    );
  }

  it('that holds is seen on the tab', async () => {
    cpSync(join(root, 'examples/catalog'), join(folder, 'catalog'), {
      recursive: true,
    });
    const made = await operations(
      ...['restore-proof', 'backup', 'catalog', '--root', folder],
      ...['--out', out, '--dataset', 'journey', '--entity', entityRef],
    );
    assert.equal(made.status, 0, made.text);
    const tested = await operations('restore-proof', 'test', '--out', out);
    assert.match(tested.text, /Restore OK/);
    await send('native-backup', 'last_success.json');
    await send('native-restore', 'last_restore.json');

    assert.equal((await dataset()).proof.level, 'L3');
  });

  it('from which one file was removed fails, and the next answer and the tab say so', async () => {
    const page = await pages.open(
      `${portal.url}/catalog/default/component/operations-portal/operations`,
      { person: 'engineer-two' },
    );
    await page.getByText('journey').first().waitFor();

    const archive = join(out, 'workflows_backup.tar.gz');
    const unpacked = mkdtempSync(join(tmpdir(), 'operations-unpacked-'));
    tar('xzf', archive, '-C', unpacked);
    rmSync(join(unpacked, 'catalog/org.yaml'));
    tar('czf', archive, '-C', unpacked, '.');
    const tested = await operations('restore-proof', 'test', '--out', out);
    assert.notEqual(tested.status, 0);
    assert.match(tested.text, /1 missing: catalog\/org\.yaml/);
    assert.doesNotMatch(tested.text, /Restore OK/);

    await send('native-restore', 'last_restore.json');
    assert.equal((await dataset()).proof.missing, 1);

    await page.reload();
    await page.getByText('missing 1', { exact: false }).first().waitFor();
    await screenshot(page, 'new-restore-failed-light');
  });

  it('whose archive is empty, flipped or truncated never says Restore OK', async () => {
    const archive = join(out, 'workflows_backup.tar.gz');
    const whole = readFileSync(archive);
    const middle = Math.floor(whole.length / 2);
    const flipped = Buffer.from(whole);
    flipped[middle] = (flipped[middle] + 1) % 256;
    for (const damaged of [
      Buffer.alloc(0),
      flipped,
      whole.subarray(0, middle),
    ]) {
      writeFileSync(archive, damaged);
      const tested = await operations('restore-proof', 'test', '--out', out);
      assert.notEqual(tested.status, 0);
      assert.doesNotMatch(tested.text, /Restore OK/);
    }
    rmSync(folder, { recursive: true, force: true });
  });
});

function tar(...args: string[]) {
  const { status, stderr } = spawnSync('tar', args, { encoding: 'utf8' });
  assert.equal(status, 0, stderr);
}
