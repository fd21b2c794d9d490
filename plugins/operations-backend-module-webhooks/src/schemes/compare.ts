import { createHmac, timingSafeEqual } from 'node:crypto';
import { Millis } from '@backstage-operations/plugin-operations-common';
import { SignedRequest } from './Scheme';

/** How far a signed time may be from ours, either way. */
const TOLERANCE: Millis = 5 * 60_000;

/** The only value of a header; undefined when it is absent, empty or comes more than once. */
export function single(
  { headers }: SignedRequest,
  name: string,
): string | undefined {
  const value = headers[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** HMAC-SHA256 over the concatenated parts. */
export function hmac(
  secret: string | Buffer,
  ...parts: (string | Buffer)[]
): Buffer {
  const mac = createHmac('sha256', secret);
  for (const part of parts) mac.update(part);
  return mac.digest();
}

/**
 * True when the text encodes exactly these bytes; takes the same time wherever they differ.
 *
 * @remarks Texts are compared, not what they decode to: decoding stops silently at whatever does not belong to the encoding.
 */
export function encodes(
  text: string,
  encoding: 'hex' | 'base64',
  bytes: Buffer,
): boolean {
  const given = Buffer.from(encoding === 'hex' ? text.toLowerCase() : text);
  const expected = Buffer.from(bytes.toString(encoding));
  return given.length === expected.length && timingSafeEqual(given, expected);
}

/** Why a signed time in Unix seconds does not count; undefined when it does. */
export function stale(seconds: string, now: Millis): string | undefined {
  if (!/^\d{1,12}$/.test(seconds)) return 'the timestamp is no Unix time';
  return Math.abs(now - Number(seconds) * 1000) > TOLERANCE
    ? 'the timestamp is more than five minutes away'
    : undefined;
}
