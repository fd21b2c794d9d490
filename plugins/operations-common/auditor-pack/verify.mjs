#!/usr/bin/env node
/**
 * Verifies an auditor pack without a network, a portal or any package: node verify.mjs [PACK] [--key KEY]
 *
 * PACK is the archive or the folder it was extracted to; the folder of this file when absent. KEY is the public key of the
 * log, or a file with it, as you got it from somewhere else than from this pack. The exit code is 1 when anything is wrong.
 *
 * Formats: c2sp.org/signed-note, c2sp.org/tlog-checkpoint, RFC 6962 (tree), RFC 8785 (canonical JSON), DSSE, in-toto.
 */
import { createHash, createPublicKey, verify } from 'node:crypto';
import { createReadStream, existsSync, lstatSync, readFileSync } from 'node:fs';
import { closeSync, openSync, readdirSync, readSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const LISTED = 20;
const MANIFEST = 'manifest.json';
const SIGNATURE = 'manifest.dsse.json';
const MANIFEST_TYPE = 'application/vnd.backstage-operations.manifest+json';
const STATEMENT_TYPE = 'application/vnd.in-toto+json';

const problems = [];
/** Names in a pack are anybody's; none of them may steer a terminal. */
const wrong = (code, message) =>
  problems.push(`${code}: ${message}`.replace(/\p{C}/gu, '?'));

const sha256 = (...parts) =>
  parts.reduce((hash, part) => hash.update(part), createHash('sha256'));
const leafHash = body => sha256(Buffer.of(0), body).digest();
const nodeHash = (left, right) => sha256(Buffer.of(1), left, right).digest();

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  const keys = Object.keys(value).sort();
  const pairs = keys.map(
    key => `${JSON.stringify(key)}:${canonical(value[key])}`,
  );
  return `{${pairs.join(',')}}`;
}

function parse(text) {
  try {
    return JSON.parse(text) ?? {};
  } catch {
    return undefined;
  }
}

/** Files of a folder by path, each as a way to read it. */
function ofFolder(root, below = '', found = new Map()) {
  for (const name of readdirSync(join(root, below))) {
    const path = below ? `${below}/${name}` : name;
    const stat = lstatSync(join(root, path));
    if (stat.isDirectory()) ofFolder(root, path, found);
    else if (!stat.isFile()) wrong('extra', `${path} is no plain file`);
    else found.set(path, () => createReadStream(join(root, path)));
  }
  return found;
}

const text = bytes => bytes.toString('utf8').replace(/\0.*$/s, '');

function sizeOf(field) {
  if (field[0] & 0x80) return Number(field.readBigUInt64BE(4));
  return parseInt(text(field).trim() || '0', 8);
}

/** Files of a tar archive by path; nothing is written anywhere. */
function ofArchive(file) {
  const found = new Map();
  const { size: end } = statSync(file);
  const handle = openSync(file, 'r');
  const block = Buffer.alloc(512);
  let at = 0;
  let ended = false;
  while (!ended && at + 512 <= end) {
    readSync(handle, block, 0, 512, at);
    at += 512;
    ended = block.every(byte => byte === 0);
    if (ended) break;
    const sum = block.reduce((all, byte) => all + byte, 0);
    const field = block.subarray(148, 156);
    const own = field.reduce((all, byte) => all + byte, 0);
    if (parseInt(text(field), 8) !== sum - own + 8 * 32) {
      wrong('archive', `the archive is damaged at byte ${at - 512}`);
      break;
    }
    const path = text(block.subarray(0, 100));
    const bytes = sizeOf(block.subarray(124, 136));
    const first = at;
    at += Math.ceil(bytes / 512) * 512;
    if (at > end) {
      wrong('archive', `the archive ends within ${path}`);
      break;
    }
    if (found.has(path)) wrong('extra', `${path} is in the archive twice`);
    if (block[156] !== 0x30 && block[156] !== 0) {
      wrong('extra', `${path} is no plain file`);
    } else {
      const part = { start: first, end: first + bytes - 1 };
      const empty = async function* empty() {};
      found.set(path, () =>
        bytes === 0 ? empty() : createReadStream(file, part),
      );
    }
  }
  closeSync(handle);
  if (!ended && problems.length === 0) {
    wrong('archive', 'the archive has no end: it was cut off');
  }
  return found;
}

async function whole(read) {
  const chunks = [];
  for await (const chunk of read()) chunks.push(chunk);
  return Buffer.concat(chunks);
}

/** Lines of a file; only a line feed ends one. */
async function* linesOf(read) {
  let rest = [];
  for await (const chunk of read()) {
    let from = 0;
    let to = chunk.indexOf(10);
    while (to !== -1) {
      yield Buffer.concat([...rest, chunk.subarray(from, to)]).toString();
      rest = [];
      from = to + 1;
      to = chunk.indexOf(10, from);
    }
    if (from < chunk.length) rest.push(chunk.subarray(from));
  }
  if (rest.length > 0) yield Buffer.concat(rest).toString();
}

function parseKey(given) {
  const [, name, id, encoded] =
    /^([^\s+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(given.trim()) ?? [];
  const bytes = Buffer.from(encoded ?? '', 'base64');
  if (bytes.length !== 33 || bytes[0] !== 1) return undefined;
  if (sha256(`${name}\n`, bytes).digest('hex').slice(0, 8) !== id)
    return undefined;
  const x = bytes.subarray(1).toString('base64url');
  const jwk = { kty: 'OKP', crv: 'Ed25519', x };
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' });
  return {
    id: `${name}+${id}`,
    verifies: (said, signature) =>
      verify(null, Buffer.from(said), publicKey, signature),
  };
}

/** The payload of a DSSE envelope; undefined where something is wrong with it. */
function openEnvelope(envelope, type, key, what) {
  const { payloadType, payload, signatures } = envelope ?? {};
  const signature = Array.isArray(signatures)
    ? signatures.find(({ keyid } = {}) => keyid === key.id)
    : undefined;
  if (!signature) {
    wrong('unknown-key', `${what} is not signed with the key ${key.id}`);
    return undefined;
  }
  const bytes = Buffer.from(String(payload), 'base64');
  const head = `DSSEv1 ${type.length} ${type} ${bytes.length} `;
  const said = Buffer.concat([Buffer.from(head), bytes]);
  const sig = Buffer.from(String(signature.sig), 'base64');
  if (payloadType === type && key.verifies(said, sig)) return bytes;
  wrong('signature', `the signature of ${what} is wrong`);
  return undefined;
}

/** The checkpoint that the key signed: size and root. */
function openNote(note, key) {
  const at = note.lastIndexOf('\n\n');
  const said = note.slice(0, at + 1);
  const [origin, size, root, ...rest] = said.split('\n');
  const lines = note.slice(at + 2).split('\n');
  const signed = lines.flatMap(line => {
    const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
    const bytes = Buffer.from(encoded ?? '', 'base64');
    return [[`${name}+${bytes.toString('hex', 0, 4)}`, bytes.subarray(4)]];
  });
  const hash = Buffer.from(root ?? '', 'base64');
  if (at < 1 || !rest.length || !/^\d+$/.test(size) || hash.length !== 32) {
    return void wrong('bad-note', 'log/checkpoint.txt is no checkpoint');
  }
  const own = signed.find(([id]) => id === key.id);
  if (!own) {
    return void wrong(
      'unknown-key',
      `the checkpoint is not signed with the key ${key.id}`,
    );
  }
  if (!key.verifies(said, own[1])) {
    return void wrong('bad-note', 'the signature of the checkpoint is wrong');
  }
  return { origin, size: Number(size), root: hash };
}

/** Compares every file with the manifest. */
async function checkFiles(files, manifest) {
  const listed = new Set([MANIFEST, SIGNATURE]);
  for (const { path, sha256: digest, bytes } of manifest.files ?? []) {
    listed.add(path);
    const read = files.get(path);
    if (!read) {
      wrong('missing', `${path} is not in the pack`);
      continue;
    }
    const hash = createHash('sha256');
    let size = 0;
    for await (const chunk of read()) {
      hash.update(chunk);
      size += chunk.length;
    }
    if (size !== bytes || hash.digest('hex') !== digest) {
      wrong(
        'changed',
        `${path} is not the file that was signed (${size} bytes, ${bytes} were signed)`,
      );
    }
  }
  for (const path of files.keys()) {
    if (!listed.has(path)) wrong('extra', `${path} is not in the manifest`);
  }
}

/** Computes the tree from its leaves and compares it with the checkpoint; returns the leaves. */
async function checkTree(files, checkpoint) {
  const read = files.get('log/leaves.txt');
  if (!read || !checkpoint) return [];
  const leaves = [];
  const edge = [];
  for await (const line of linesOf(read)) {
    const leaf = Buffer.from(line, 'hex');
    if (leaf.length !== 32) {
      wrong('leaf', `log/leaves.txt:${leaves.length + 1} is no hash`);
      return leaves;
    }
    leaves.push(leaf);
    let hash = leaf;
    for (let n = leaves.length; n % 2 === 0; n /= 2)
      hash = nodeHash(edge.pop(), hash);
    edge.push(hash);
  }
  const root = edge.length
    ? edge.reduceRight((right, left) => nodeHash(left, right))
    : sha256().digest();
  if (leaves.length < checkpoint.size) {
    wrong(
      'truncated',
      `${checkpoint.size} entries were signed and ${leaves.length} are left`,
    );
  } else if (leaves.length > checkpoint.size || !root.equals(checkpoint.root)) {
    wrong('rewritten', 'the log is not the one that the checkpoint signed');
  }
  return leaves;
}

/** Hash of a proof's way up; follows RFC 6962, section 2.1.1. */
function rootOf(leaf, index, size, proof) {
  let hash = leaf;
  let last = size - 1;
  let at = index;
  for (const step of proof) {
    const beside = Buffer.from(step, 'hex');
    if (last === 0) return undefined;
    if (at % 2 === 1 || at === last) {
      hash = nodeHash(beside, hash);
      while (at % 2 === 0 && at !== 0)
        [at, last] = [at / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, beside);
    }
    [at, last] = [Math.floor(at / 2), Math.floor(last / 2)];
  }
  return last === 0 ? hash : undefined;
}

const checks = {
  'log/entries.jsonl'(entry, { leaves }) {
    const { index, leaf, body, text: personal } = entry;
    if (entry.missing === true) {
      return ['gap', `entry ${index} was gone from the log already`];
    }
    const hash = leafHash(String(body));
    if (hash.toString('hex') !== leaf || !leaves[index]?.equals(hash)) {
      return ['leaf', `entry ${index} is not the one that is in the log`];
    }
    if (!personal) return undefined;
    const { salt, value } = personal;
    return sha256(salt + value).digest('hex') === parse(body)?.text
      ? undefined
      : ['text', `the text of entry ${index} is not the one that was written`];
  },
  'log/proofs.jsonl'({ index, leaf, proof }, { leaves, checkpoint }) {
    const hash = Buffer.from(String(leaf), 'hex');
    const fits =
      checkpoint === undefined ||
      (leaves[index]?.equals(hash) &&
        rootOf(hash, index, checkpoint.size, proof)?.equals(checkpoint.root));
    return fits ? undefined : ['proof', `entry ${index} is not proven`];
  },
  'signoffs.intoto.jsonl'(envelope, { key, leaves }, number) {
    const what = `signoffs.intoto.jsonl:${number}`;
    const bytes = openEnvelope(envelope, STATEMENT_TYPE, key, what);
    const { subject, predicate } = (bytes && parse(bytes)) ?? {};
    if (!predicate) return bytes && ['statement', `${what} is no statement`];
    const { log, id, slot, decision, by } = predicate;
    const digest = subject?.[0]?.digest?.sha256;
    if (sha256(canonical(predicate.subject)).digest('hex') !== digest) {
      return [
        'statement',
        `${id}: what was signed does not have the digest that is stated`,
      ];
    }
    if (!leaves[log?.index]?.equals(leafHash(log.body))) {
      return ['statement', `${id}: the decision is not in the log`];
    }
    const { actor, data = {} } = parse(log.body) ?? {};
    const same = [actor, data.id, data.slot, data.decision, data.subjectDigest];
    return [by, id, slot, decision, digest].every((one, at) => one === same[at])
      ? undefined
      : ['statement', `${id}: the log says something else about the decision`];
  },
  'scorecards.jsonl'({ digest, scorecard }) {
    return sha256(canonical(scorecard)).digest('hex') === digest
      ? undefined
      : ['rules', `the scorecard ${digest} is not the one that was in force`];
  },
  'evidence.jsonl'(record) {
    if (!('payload' in record)) return undefined;
    const { entityRef, externalId, kind, observedAt, payload, source } = record;
    const said = { entityRef, kind, observedAt, payload, source };
    if (externalId !== undefined) said.externalId = externalId;
    return sha256(canonical(said)).digest('hex') === record.digest
      ? undefined
      : ['evidence', `${record.id} does not have the digest that is stated`];
  },
};

async function checkPack(pack, givenKey) {
  const files = statSync(pack).isDirectory() ? ofFolder(pack) : ofArchive(pack);
  const [manifestFile, signatureFile] = [MANIFEST, SIGNATURE].map(path => {
    if (!files.has(path)) wrong('missing', `${path} is not in the pack`);
    return files.get(path);
  });
  const bytes = manifestFile && (await whole(manifestFile));
  const manifest = bytes && parse(bytes);
  if (!manifest) {
    if (bytes) wrong('changed', `${MANIFEST} can't be read`);
    return undefined;
  }
  const key = parseKey(givenKey ?? String(manifest.key));
  if (!key) return void wrong('unknown-key', 'there is no usable public key');
  if (signatureFile) {
    const envelope = parse(await whole(signatureFile));
    const said = openEnvelope(envelope, MANIFEST_TYPE, key, MANIFEST);
    if (said && !said.equals(bytes)) {
      wrong('changed', `${MANIFEST} is not the manifest that was signed`);
    }
  }
  await checkFiles(files, manifest);
  const noteFile = files.get('log/checkpoint.txt');
  const note = noteFile && (await whole(noteFile)).toString();
  const checkpoint = note === undefined ? undefined : openNote(note, key);
  const leaves = await checkTree(files, checkpoint);
  const world = { key, leaves, checkpoint };
  for (const [path, check] of Object.entries(checks)) {
    let number = 0;
    for await (const line of linesOf(files.get(path) ?? (() => []))) {
      number += 1;
      const value = parse(line);
      const found = value
        ? check(value, world, number)
        : ['changed', `${path}:${number} is no JSON`];
      if (found) wrong(...found);
    }
  }
  return { manifest, key };
}

const print = (stream, line) => stream.write(`${line}\n`);
const given = process.argv.slice(2);
const flag = given.indexOf('--key');
const keyText = flag === -1 ? undefined : given.splice(flag, 2)[1] ?? '';
const keyGiven =
  keyText !== undefined && existsSync(keyText)
    ? readFileSync(keyText, 'utf8')
    : keyText;
const pack = given[0] ?? dirname(fileURLToPath(import.meta.url));
const checked = await checkPack(pack, keyGiven).catch(error =>
  wrong('unreadable', error.message),
);
if (problems.length === 0) {
  const { manifest, key } = checked;
  const { size } = manifest.checkpoint;
  print(
    process.stdout,
    `✓ ${manifest.files.length} files and the log of ${size} entries are those that ${key.id} signed`,
  );
  if (keyGiven === undefined) {
    print(
      process.stdout,
      `! The key is the pack's own. Compare it with one that you got elsewhere: ${manifest.key}`,
    );
  }
} else {
  for (const one of problems.slice(0, LISTED))
    print(process.stderr, `✗ ${one}`);
  const more = problems.length - LISTED;
  if (more > 0) print(process.stderr, `✗ and ${more} more`);
  process.exitCode = 1;
}
