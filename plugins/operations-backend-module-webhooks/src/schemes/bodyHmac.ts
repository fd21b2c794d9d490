import { encodes, hmac, single } from './compare';
import { Scheme } from './Scheme';

/** One header with the hexadecimal HMAC-SHA256 of the body: FireHydrant's `fh-signature`. */
export function bodyHmac(headerName: string): Scheme {
  return (request, secret) => {
    const header = single(request, headerName);
    if (!header) return `no ${headerName}`;
    return encodes(header, 'hex', hmac(secret, request.body))
      ? undefined
      : 'the signature does not match';
  };
}
