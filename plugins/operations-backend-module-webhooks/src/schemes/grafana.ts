import { encodes, hmac, single, stale } from './compare';
import { Scheme } from './Scheme';
import { sharedCredential } from './sharedCredential';

/**
 * Grafana: the hexadecimal HMAC of the body, or of `timestamp:body` when its contact point sends
 * `X-Grafana-Alerting-Timestamp`; without a signature header, the credential of the contact point.
 */
export const grafana: Scheme = (request, secret, now) => {
  const header = single(request, 'x-grafana-alerting-signature');
  if (!header) return sharedCredential(request, secret, now);
  const timestamp = single(request, 'x-grafana-alerting-timestamp');
  if (timestamp) {
    const late = stale(timestamp, now);
    if (late) return late;
  }
  const expected = timestamp
    ? hmac(secret, `${timestamp}:`, request.body)
    : hmac(secret, request.body);
  return encodes(header, 'hex', expected)
    ? undefined
    : 'the signature does not match';
};
