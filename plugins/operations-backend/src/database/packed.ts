import { promisify } from 'node:util';
import { gunzip, gzip } from 'node:zlib';

const compress = promisify(gzip);
const decompress = promisify(gunzip);

/**
 * Text as it is stored and sent: gzip, which nearly every client asks for.
 *
 * @remarks The fastest level: a stored answer is written more often than it is worth the last tenth of its size. Runs beside the event loop.
 * @internal
 */
export function pack(text: string): Promise<Buffer> {
  return compress(text, { level: 1 });
}

/** The text that {@link pack} made smaller. @internal */
export async function unpack(packed: Uint8Array): Promise<string> {
  return (await decompress(packed)).toString('utf8');
}
