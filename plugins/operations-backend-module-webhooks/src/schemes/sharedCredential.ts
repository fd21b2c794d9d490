import { createHash, timingSafeEqual } from 'node:crypto';
import { single } from './compare';
import { Scheme } from './Scheme';

/** For tools that sign nothing (Alertmanager, Opsgenie): the secret as a bearer token or as the password of basic authentication. */
export const sharedCredential: Scheme = (request, secret) => {
  const header = single(request, 'authorization');
  if (!header) return 'no Authorization header';
  const [, kind, value] = /^(basic|bearer) +(\S+)$/i.exec(header) ?? [];
  if (!kind) return 'Authorization is neither Basic nor Bearer';
  const given = kind.toLowerCase() === 'basic' ? passwordIn(value) : value;
  return timingSafeEqual(digest(given), digest(secret))
    ? undefined
    : 'the credential does not match';
};

/** Digests have one length, so that comparing them tells nothing about the secret's. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}

function passwordIn(basic: string): string {
  const decoded = Buffer.from(basic, 'base64');
  const unpadded = (text: string) => text.replace(/=+$/, '');
  // What decoding passes over silently is not what the sender was given.
  if (unpadded(decoded.toString('base64')) !== unpadded(basic)) return '';
  return decoded.toString('utf8').replace(/^[^:]*:/, '');
}
