import { InputError } from '@backstage/errors';
import { promisify } from 'node:util';
import { gunzip as zlibGunzip } from 'node:zlib';

const inflate = promisify(zlibGunzip);

/** Too much for one request. @internal */
export class PayloadTooLargeError extends Error {
  override readonly name = 'PayloadTooLargeError';
  readonly statusCode = 413;
}

/**
 * Undoes gzip where the bytes are gzip.
 *
 * @param maxBytes - inflating stops there, however much more the file claims
 * @throws PayloadTooLargeError past the limit, InputError for a broken stream
 * @internal
 */
export async function gunzip(
  bytes: Uint8Array,
  maxBytes: number,
): Promise<Uint8Array> {
  if (bytes[0] !== 0x1f || bytes[1] !== 0x8b) return bytes;
  try {
    return await inflate(bytes, { maxOutputLength: maxBytes });
  } catch (error) {
    if ((error as { code?: unknown }).code === 'ERR_BUFFER_TOO_LARGE') {
      throw new PayloadTooLargeError(
        `body: more than ${maxBytes} bytes after decompression`,
      );
    }
    throw new InputError('body: is not a whole gzip file');
  }
}
