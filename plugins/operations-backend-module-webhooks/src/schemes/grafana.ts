import { encodes, hmac, single, stale } from './compare';
import { Scheme } from './Scheme';
import { sharedCredential } from './sharedCredential';

/** Names that its documentation gives the header with the time; whoever sets up a contact point may choose. */
const timestampHeaders = [
  'x-grafana-alerting-timestamp',
  'x-grafana-alerting-signature-timestamp',
];

/**
 * Grafana: the hexadecimal HMAC of the body, or of `timestamp:body` when its contact point sends a header with the time; without a
 * signature header, the credential of the contact point.
 */
export const grafana: Scheme = (request, secret, now) => {
  const header = single(request, 'x-grafana-alerting-signature');
  if (!header) return sharedCredential(request, secret, now);
  const timestamp = timestampHeaders
    .map(name => single(request, name))
    .find(value => value !== undefined);
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
