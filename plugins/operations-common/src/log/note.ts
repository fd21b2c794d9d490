import { sha256 } from '@noble/hashes/sha2';
import {
  bytesToHex,
  concatBytes,
  hexToBytes,
  utf8ToBytes,
} from '@noble/hashes/utils';
import { fromBase64, toBase64 } from './base64';

/** The byte that says Ed25519 in keys of signed notes. */
const ED25519 = 1;

/** One signature under a note. @public */
export interface NoteSignature {
  /** Name of the key. */
  name: string;
  /** First four bytes of the key's hash, lower case hex. */
  keyHash: string;
  signature: Uint8Array;
}

/** A text with the signatures under it. @public */
export interface SignedNote {
  /** Exactly what is signed; ends with a newline. */
  text: string;
  signatures: NoteSignature[];
}

/** The public half of a key that signs notes. @public */
export interface VerifierKey {
  name: string;
  keyHash: string;
  /** 32 bytes. */
  publicKey: Uint8Array;
}

const isName = (name: string) => /^[^\s+\p{C}]{1,200}$/u.test(name);

/**
 * The key with its hash.
 *
 * @remarks Format: c2sp.org/signed-note; the hash is of the name, a newline, the byte 1 and the key.
 * @public
 */
export function verifierKey(name: string, publicKey: Uint8Array): VerifierKey {
  if (!isName(name) || publicKey.length !== 32) {
    throw new TypeError('no name or no public key of Ed25519');
  }
  const hashed = sha256(
    concatBytes(utf8ToBytes(`${name}\n`), Uint8Array.of(ED25519), publicKey),
  );
  return { name, keyHash: bytesToHex(hashed.slice(0, 4)), publicKey };
}

/** The key as text: name, hash and key, joined by plus signs. @public */
export function formatVerifierKey(key: VerifierKey): string {
  const { name, keyHash, publicKey } = key;
  const bytes = concatBytes(Uint8Array.of(ED25519), publicKey);
  return `${name}+${keyHash}+${toBase64(bytes)}`;
}

/** The key that a text is; undefined for any other text. @public */
export function parseVerifierKey(text: string): VerifierKey | undefined {
  const [name, keyHash, ...encoded] = text.trim().split('+');
  const bytes = fromBase64(encoded.join('+'));
  if (!isName(name) || bytes?.length !== 33 || bytes[0] !== ED25519) {
    return undefined;
  }
  const key = verifierKey(name, bytes.slice(1));
  return key.keyHash === keyHash ? key : undefined;
}

/** The note as text: what is signed, an empty line, one line per signature. @public */
export function formatNote({ text, signatures }: SignedNote): string {
  const lines = signatures.map(({ name, keyHash, signature }) => {
    const bytes = concatBytes(hexToBytes(keyHash), signature);
    return `— ${name} ${toBase64(bytes)}\n`;
  });
  return `${text}\n${lines.join('')}`;
}

function parseSignature(line: string): NoteSignature | undefined {
  const [, name, encoded] = /^— (\S+) (\S+)$/.exec(line) ?? [];
  const bytes = encoded === undefined ? undefined : fromBase64(encoded);
  if (!bytes || bytes.length < 5 || !isName(name)) return undefined;
  const keyHash = bytesToHex(bytes.slice(0, 4));
  return { name, keyHash, signature: bytes.slice(4) };
}

/** The note that a text is; undefined for any other text. @public */
export function parseNote(note: string): SignedNote | undefined {
  const at = note.lastIndexOf('\n\n');
  if (at < 1 || note.length > 100_000 || !note.endsWith('\n')) return undefined;
  const text = note.slice(0, at + 1);
  if (/[^\P{C}\n]/u.test(text)) return undefined;
  const signatures: NoteSignature[] = [];
  for (const line of note.slice(at + 2, -1).split('\n')) {
    const signature = parseSignature(line);
    if (!signature) return undefined;
    signatures.push(signature);
  }
  return { text, signatures };
}
