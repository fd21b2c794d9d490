import { createHash, timingSafeEqual } from 'node:crypto';
import { single } from './compare';
import { Scheme } from './Scheme';

/** For tools that sign nothing (Alertmanager, Opsgenie): the secret as a bearer token or as the password of basic authentication. */
export const sharedCredential: Scheme = (request, secret) => {
  const header = single(request, 'authorization');
  if (!header) return 'no Authorization header';
  const [kind, value = ''] = header.split(' ', 2);
  const given =
    kind.toLowerCase() === 'basic'
      ? Buffer.from(value, 'base64')
          .toString('utf8')
          .replace(/^[^:]*:/, '')
      : value;
  return timingSafeEqual(digest(given), digest(secret))
    ? undefined
    : 'the credential does not match';
};

/** Digests have one length, so that comparing them tells nothing about the secret's. */
function digest(text: string): Buffer {
  return createHash('sha256').update(text).digest();
}
