import { encodes, hmac, single } from './compare';
import { Scheme } from './Scheme';

/** PagerDuty V3: `v1=<hex>[,v1=<hex>…]` over the body; any match counts, other versions are passed over. It signs no time. */
export const pagerduty: Scheme = (request, secret) => {
  const header = single(request, 'x-pagerduty-signature');
  if (!header) return 'no X-PagerDuty-Signature';
  const expected = hmac(secret, request.body);
  const matches = header
    .split(',')
    .map(part => part.trim())
    .filter(part => part.startsWith('v1='))
    .some(part => encodes(part.slice(3), 'hex', expected));
  return matches ? undefined : 'the signature does not match';
};
