import { encodes, hmac, single, stale } from './compare';
import { Scheme } from './Scheme';

/** Standard Webhooks (incident.io): `v1,<base64>` over `id.timestamp.body`, with a base64 secret that may begin with `whsec_`. */
export const standardWebhooks: Scheme = (request, secret, now) => {
  const id = single(request, 'webhook-id');
  const timestamp = single(request, 'webhook-timestamp');
  const header = single(request, 'webhook-signature');
  if (!id || !timestamp || !header) {
    return 'webhook-id, webhook-timestamp and webhook-signature are needed, once each';
  }
  const late = stale(timestamp, now);
  if (late) return late;
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64');
  // An empty key is one that everybody knows.
  if (key.length === 0) return 'the secret is not base64';
  const expected = hmac(key, `${id}.${timestamp}.`, request.body);
  const matches = header
    .split(' ')
    .filter(part => part.startsWith('v1,'))
    .some(part => encodes(part.slice(3), 'base64', expected));
  return matches ? undefined : 'the signature does not match';
};
