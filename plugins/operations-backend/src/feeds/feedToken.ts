import { createHash, timingSafeEqual } from 'node:crypto';

const ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;
const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** Compared with when there is nothing to compare with, so that an unknown id takes as long as a known one. */
const NOBODY = Buffer.alloc(32);

/** The two halves of a token: which feed, and the proof that it is yours. @internal */
export interface FeedToken {
  id: string;
  /** 32 random bytes in base64url. */
  secret: string;
}

/** The token as it stands in an address. @internal */
export function formatFeedToken({ id, secret }: FeedToken): string {
  return `${id}.${secret}`;
}

/** The token of an address; undefined for anything that never was one. @internal */
export function parseFeedToken(text: string): FeedToken | undefined {
  const [id, secret, ...rest] = text.split('.');
  if (rest.length > 0 || !ID.test(id) || !SECRET.test(secret ?? '')) {
    return undefined;
  }
  return { id, secret };
}

/** What is kept of a secret, hex; 256 random bits need no slow hash. @internal */
export function feedSecretHash(secret: string): string {
  return createHash('sha256').update(secret).digest('hex');
}

/** Whether a secret is the one of a feed, in time that says nothing about it. @internal */
export function isFeedSecret(
  secret: string,
  hash: string | undefined,
): boolean {
  const given = Buffer.from(feedSecretHash(secret), 'hex');
  const known = hash === undefined ? NOBODY : Buffer.from(hash, 'hex');
  return timingSafeEqual(given, known) && hash !== undefined;
}
