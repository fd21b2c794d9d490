import { lookup as resolveName, LookupAddress } from 'node:dns';
import { request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { LookupFunction } from 'node:net';
import { isForbiddenAddress } from './isForbiddenAddress';

/** The link leads where the portal does not go. @internal */
export class ForbiddenAddressError extends Error {}

/** Finds the addresses of a name. @internal */
export type Resolve = (name: string) => Promise<LookupAddress[]>;

/** Asks the system's resolver. @internal */
export const systemResolve: Resolve = name =>
  new Promise((done, fail) => {
    resolveName(name, { all: true }, (error, found) =>
      error ? fail(error) : done(found),
    );
  });

/**
 * One request whose body is not read.
 *
 * @remarks The connection is made to the very addresses that were judged, so that a name can't mean something else a moment later.
 * @throws ForbiddenAddressError when one of its addresses is forbidden
 * @internal
 */
export async function askOnce(
  url: URL,
  options: {
    method: 'HEAD' | 'GET';
    trusted: boolean;
    resolve: Resolve;
    signal: AbortSignal;
  },
): Promise<{ status: number; location?: string }> {
  const { method, trusted, resolve, signal } = options;
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = await resolve(host);
  if (
    addresses.length === 0 ||
    addresses.some(({ address }) => isForbiddenAddress(address, trusted))
  ) {
    throw new ForbiddenAddressError(`${host} is not on the public internet`);
  }
  const lookup: LookupFunction = (_name, { all }, callback) => {
    if (all) callback(null, addresses);
    else callback(null, addresses[0].address, addresses[0].family);
  };
  const send = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((done, fail) => {
    const request = send(
      url,
      {
        method,
        lookup,
        signal,
        agent: false,
        headers: { 'user-agent': 'backstage-operations', accept: '*/*' },
      },
      response => {
        const { statusCode: status = 0, headers } = response;
        response.on('error', () => undefined);
        response.destroy();
        done({ status, location: headers.location });
      },
    );
    request.on('error', fail);
    request.end();
  });
}
