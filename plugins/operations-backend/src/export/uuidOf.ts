import { createHash } from 'node:crypto';

/** The namespace of RFC 9562 for names that are URLs. */
const URLS = '6ba7b8119dad11d180b400c04fd430c8';

/**
 * A UUID that is always the same for the same name.
 *
 * @remarks Version 5, RFC 9562, section 5.5: SHA-1 over the namespace and the name.
 * @internal
 */
export function uuidOf(name: string): string {
  const hash = createHash('sha1')
    .update(Buffer.from(URLS, 'hex'))
    .update(name)
    .digest();
  hash[6] = (hash[6] % 16) + 0x50;
  hash[8] = (hash[8] % 64) + 0x80;
  const hex = hash.toString('hex');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20, 32),
  ].join('-');
}
