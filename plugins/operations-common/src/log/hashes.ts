import { sha256 } from '@noble/hashes/sha2';
import { bytesToHex, hexToBytes, utf8ToBytes } from '@noble/hashes/utils';

/** Root of a log without entries, lower case hex. @public */
export const EMPTY_ROOT = bytesToHex(sha256(new Uint8Array()));

/**
 * Hash of one entry, lower case hex.
 *
 * @remarks SHA-256 over a zero byte and the entry (RFC 6962, section 2.1), so that no entry can pass for a node.
 * @public
 */
export function leafHash(entry: string | Uint8Array): string {
  const bytes = typeof entry === 'string' ? utf8ToBytes(entry) : entry;
  return bytesToHex(
    sha256.create().update(Uint8Array.of(0)).update(bytes).digest(),
  );
}

/**
 * Hash of two hashes, lower case hex.
 *
 * @remarks SHA-256 over a one byte and both (RFC 6962, section 2.1).
 * @public
 */
export function nodeHash(left: string, right: string): string {
  return bytesToHex(
    sha256
      .create()
      .update(Uint8Array.of(1))
      .update(hexToBytes(left))
      .update(hexToBytes(right))
      .digest(),
  );
}
