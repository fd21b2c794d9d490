import { Request } from 'express';
import { unpack } from '../database/packed';
import { Streamed } from './Streamed';

/** Stored JSON as the client can read it: the stored bytes themselves where it takes gzip. @internal */
export async function sendPacked(
  request: Request,
  packed: Uint8Array,
): Promise<Streamed> {
  const type = 'application/json; charset=utf-8';
  const headers = { Vary: 'Accept-Encoding' };
  return request.acceptsEncodings('gzip', 'identity') === 'gzip'
    ? Streamed.of(type, packed, { ...headers, 'Content-Encoding': 'gzip' })
    : Streamed.of(type, await unpack(packed), headers);
}
