import { encodes, hmac, single, stale } from './compare';
import { Scheme } from './Scheme';

/** Rootly: `t=<unix>,v1=<hex>` over timestamp and body with nothing between them. */
export const rootly: Scheme = (request, secret, now) => {
  const header = single(request, 'x-rootly-signature');
  if (!header) return 'no X-Rootly-Signature';
  const [, timestamp, signature] = /^t=(\d+),\s*v1=(\w+)$/.exec(header) ?? [];
  if (!signature) return 'X-Rootly-Signature is not t=…,v1=…';
  const late = stale(timestamp, now);
  if (late) return late;
  return encodes(signature, 'hex', hmac(secret, timestamp, request.body))
    ? undefined
    : 'the signature does not match';
};
