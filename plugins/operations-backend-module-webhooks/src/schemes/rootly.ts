import { encodes, hmac, single, stale } from './compare';
import { Scheme } from './Scheme';

/** Rootly: `t=<unix>,v1=<hex>` over timestamp and body with nothing between them. */
export const rootly: Scheme = (request, secret, now) => {
  const header = single(request, 'x-rootly-signature');
  if (!header) return 'no X-Rootly-Signature';
  const parts = new Map(
    header
      .split(',')
      .map(part => part.trim().split('=', 2) as [string, string]),
  );
  const timestamp = parts.get('t') ?? '';
  const late = stale(timestamp, now);
  if (late) return late;
  return encodes(
    parts.get('v1') ?? '',
    'hex',
    hmac(secret, timestamp, request.body),
  )
    ? undefined
    : 'the signature does not match';
};
