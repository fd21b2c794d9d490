import {
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  leafHash,
  verifierKey,
} from '@backstage-operations/plugin-operations-common';
import { createHash, generateKeyPairSync, sign } from 'node:crypto';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { pack as tar } from 'tar-stream';
import { createProgram } from '../program';
import { recordingIo } from '../testing';

const name = 'portal.example.com/operations';
const { privateKey, publicKey } = generateKeyPairSync('ed25519');
const { x = '' } = publicKey.export({ format: 'jwk' });
const verifier = verifierKey(name, Buffer.from(x, 'base64url'));
const key = formatVerifierKey(verifier);

/** A pack of a log with one entry. */
function aPack(): Record<string, string> {
  const body = '{"type":"export.taken"}';
  const root = leafHash(body);
  const text = formatCheckpoint({ origin: name, size: 1, root });
  const { keyHash } = verifier;
  const signature = sign(null, Buffer.from(text), privateKey);
  const files: Record<string, string> = {
    'evidence.jsonl': '',
    'log/checkpoint.txt': formatNote({
      text,
      signatures: [{ name, keyHash, signature }],
    }),
    'log/entries.jsonl': `${JSON.stringify({ index: 0, leaf: root, body })}\n`,
    'log/leaves.txt': `${root}\n`,
    'log/proofs.jsonl': `${JSON.stringify({
      index: 0,
      leaf: root,
      proof: [],
    })}\n`,
    'signoffs.intoto.jsonl': '',
  };
  const manifest = JSON.stringify({
    key,
    checkpoint: { size: 1, root },
    files: Object.entries(files).map(([path, content]) => ({
      path,
      bytes: Buffer.byteLength(content),
      sha256: createHash('sha256').update(content).digest('hex'),
    })),
  });
  const type = 'application/vnd.backstage-operations.manifest+json';
  const said = `DSSEv1 ${type.length} ${type} ${manifest.length} ${manifest}`;
  return {
    ...files,
    'manifest.json': manifest,
    'manifest.dsse.json': JSON.stringify({
      payloadType: type,
      payload: Buffer.from(manifest).toString('base64'),
      signatures: [
        {
          keyid: `${name}+${keyHash}`,
          sig: sign(null, Buffer.from(said), privateKey).toString('base64'),
        },
      ],
    }),
  };
}

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'verify-pack-'));
});
afterEach(() => rm(home, { recursive: true }));

async function folder(files: Record<string, string>) {
  const at = join(home, 'pack');
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(at, path)), { recursive: true });
    await writeFile(join(at, path), content);
  }
  return at;
}

async function archive(files: Record<string, string>) {
  const packing = tar();
  for (const [path, content] of Object.entries(files)) {
    packing.entry({ name: path }, content);
  }
  packing.finalize();
  const at = join(home, 'pack.tar');
  await writeFile(at, await buffer(packing));
  return at;
}

async function run(...args: string[]) {
  const world = recordingIo(() => ({ body: {} }));
  await createProgram(world.io).parseAsync(['verify', ...args], {
    from: 'user',
  });
  const { out, err, end, calls } = world;
  expect(calls).toEqual([]);
  return { out, err, code: end.code };
}

const fine = `✓ 6 files and the log of 1 entries are those that ${name}+${verifier.keyHash} signed`;

it.each([
  ['a folder', folder],
  ['an archive', archive],
])('verifies %s without a portal', async (_, write) => {
  const path = await write(aPack());
  expect(await run(path, '--key', key)).toEqual({
    out: [fine],
    err: [],
    code: 0,
  });
  const trusting = await run(path);
  expect([trusting.code, trusting.out[0]]).toEqual([0, fine]);
  expect(trusting.out[1]).toContain("The key is the pack's own");
});

it.each<[string, Record<string, string>, string]>([
  ['a changed file', { 'evidence.jsonl': '{}\n' }, 'changed: evidence.jsonl'],
  ['an extra file', { 'more.txt': '' }, 'extra: more.txt'],
  ['a bad note', { 'log/checkpoint.txt': 'x' }, 'bad-note: '],
  ['a truncated log', { 'log/leaves.txt': '' }, 'truncated: '],
])('names %s', async (_, change, problem) => {
  const { code, err } = await run(
    await archive({ ...aPack(), ...change }),
    '--key',
    key,
  );
  expect(code).toBe(1);
  expect(err).toContainEqual(expect.stringContaining(`✗ ${problem}`));
});

it('wants the key for a checkpoint, and a key that is one for a pack', async () => {
  const note = join(home, 'checkpoint.txt');
  await writeFile(note, aPack()['log/checkpoint.txt']);
  await expect(run(note)).rejects.toThrow('--key');
  const { code, err } = await run(await folder(aPack()), '--key', 'nonsense');
  expect([code, err]).toEqual([
    1,
    ['✗ unknown-key: there is no usable public key'],
  ]);
});
