import { Millis } from '@backstage-operations/plugin-operations-common';

/** A request as it came over the wire. */
export interface SignedRequest {
  /** Exact bytes of the body; a signature is over these, never over parsed and printed JSON. */
  body: Buffer;
  headers: Record<string, string | string[] | undefined>;
}

/**
 * Says why a request is not from who holds the secret; undefined when it is.
 *
 * @remarks Compares in constant time. A header that comes more than once is refused: which of them counts would be a guess.
 */
export type Scheme = (
  request: SignedRequest,
  secret: string,
  now: Millis,
) => string | undefined;
