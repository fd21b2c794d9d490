import {
  formatCheckpoint,
  formatNote,
  formatVerifierKey,
  leafHash,
  LogTree,
  verifierKey,
} from '@backstage-operations/plugin-operations-common';
import { generateKeyPairSync, sign } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram } from '../program';
import { RecordedCall, recordingIo } from '../testing';

const name = 'portal.example.com/operations';

function newKey(of = name) {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519');
  const { x = '' } = publicKey.export({ format: 'jwk' });
  const verifier = verifierKey(of, Buffer.from(x, 'base64url'));
  return {
    text: formatVerifierKey(verifier),
    sign(text: string) {
      const signature = sign(null, Buffer.from(text), privateKey);
      const { keyHash } = verifier;
      return formatNote({
        text,
        signatures: [{ name: of, keyHash, signature }],
      });
    },
  };
}
const key = newKey();

interface Entry {
  index?: number;
  at: string;
  body: string;
  leaf: string;
}

const entryOf = (index: number, body = `{"n":${index}}`): Entry => ({
  index,
  at: '1970-01-01T00:00:00.000Z',
  body,
  leaf: leafHash(body),
});
const log = [...Array(7).keys()].map(index => entryOf(index));

function noteOf(entries: readonly Entry[], signer = key) {
  const tree = LogTree.create();
  for (const { body } of entries) tree.append(leafHash(body));
  return signer.sign(
    formatCheckpoint({ origin: name, size: tree.size, root: tree.root() }),
  );
}

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'verify-'));
});
afterEach(() => rm(directory, { recursive: true }));

async function run(
  note: string,
  options: string[],
  answer: (call: RecordedCall) => object = () => ({}),
) {
  const file = join(directory, 'checkpoint.txt');
  await writeFile(file, note);
  const world = recordingIo(call => ({ body: answer(call) }));
  await createProgram({ ...world.io, now: () => 3_600_000 }).parseAsync(
    ['verify', file, '--key', key.text, ...options],
    { from: 'user' },
  );
  return { ...world, code: world.end.code };
}

async function verifyCopy(entries: readonly object[], note = noteOf(log)) {
  const file = join(directory, 'log.jsonl');
  await writeFile(file, entries.map(one => JSON.stringify(one)).join('\n'));
  const { code, err } = await run(note, ['--entries', file]);
  return { code, codes: err.map(line => line.split(/[ :]+/)[1]) };
}

it('is content with the log that was signed, and with one that has grown', async () => {
  expect(await verifyCopy(log)).toEqual({ code: 0, codes: [] });
  expect(await verifyCopy([...log].reverse())).toEqual({ code: 0, codes: [] });
  expect(await verifyCopy([...log, entryOf(7)])).toEqual({
    code: 0,
    codes: [],
  });
});

const { index: _, ...waiting } = entryOf(7);
const without = (index: number) => log.filter(one => one.index !== index);

it.each<[string, object[], string[]]>([
  [
    'an edited entry',
    log.map(e => (e.index === 2 ? { ...e, body: '{}' } : e)),
    ['leaf', 'rewritten'],
  ],
  [
    'an entry with a new hash',
    log.map(e => (e.index === 2 ? entryOf(2, '{}') : e)),
    ['rewritten'],
  ],
  ['a missing entry', without(3), ['gap']],
  [
    'a missing entry, the rest moved up',
    without(3).map(e =>
      entryOf(e.index && e.index > 3 ? e.index - 1 : e.index ?? 0, e.body),
    ),
    ['truncated'],
  ],
  [
    'two that changed places',
    log.map(e =>
      entryOf(e.index ?? 0, `{"n":${[0, 2, 1, 3, 4, 5, 6][e.index ?? 0]}}`),
    ),
    ['rewritten'],
  ],
  ['an entry that is there twice', [...log, log[1]], ['gap']],
  ['a log that was cut', log.slice(0, 5), ['truncated']],
  ['no log at all', [], ['truncated']],
  ['an entry without a number', [...log, waiting], ['unsequenced']],
])('names %s', async (_name, entries, codes) => {
  expect(await verifyCopy(entries)).toEqual({ code: 1, codes });
});

it.each<[string, string, string[]]>([
  ['a text', 'nonsense', ['bad-note']],
  [
    'a note of another key',
    noteOf(log, newKey('else.example.com/x')),
    ['unknown-key'],
  ],
  [
    'a note of another key with the same name',
    noteOf(log, newKey()),
    ['unknown-key'],
  ],
  ['a changed note', noteOf(log).replace('\n7\n', '\n6\n'), ['bad-note']],
  ['a signed text that is no checkpoint', key.sign('hello\n'), ['bad-note']],
])('takes %s for no checkpoint', async (_name, note, codes) => {
  expect(await verifyCopy(log, note)).toEqual({ code: 1, codes });
});

it('reads the log of a portal page by page, and checks what it says of itself', async () => {
  const pages = [log.slice(4).reverse(), log.slice(0, 4).reverse()];
  const portal = (head: string) => (call: RecordedCall) => {
    if (call.url.endsWith('/checkpoint')) return { note: head, size: 7 };
    const second = call.url.includes('cursor=next');
    return second
      ? { items: pages[1] }
      : { items: pages[0], nextCursor: 'next' };
  };
  const fine = await run(noteOf(log.slice(0, 3)), [], portal(noteOf(log)));
  expect([fine.code, fine.out]).toEqual([
    0,
    ['✓ 7 entries, the log that was signed'],
  ]);
  expect(fine.calls).toHaveLength(3);
  const forged = noteOf([...log.slice(0, 6), entryOf(6, '{}')]);
  const wrong = await run(noteOf(log.slice(0, 3)), [], portal(forged));
  expect([wrong.code, wrong.err]).toEqual([
    1,
    [expect.stringMatching(/^✗ head: /)],
  ]);
});
