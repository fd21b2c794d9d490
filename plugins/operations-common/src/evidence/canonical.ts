import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils';
import canonicalize from 'canonicalize';

/** Canonical JSON of a value as RFC 8785 defines it; throws TypeError when the value is no JSON. @public */
export function canonicalJson(value: unknown): string {
  const text = canonicalize(value);
  if (text === undefined) throw new TypeError('not a JSON value');
  return text;
}

/** Lower case hex SHA-256 of UTF-8 text. @public */
export function sha256Text(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)));
}

/** SHA-256 over the RFC 8785 form of a value. @public */
export function canonicalDigest(value: unknown): string {
  return sha256Text(canonicalJson(value));
}
