import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { pipeline } from 'node:stream/promises';

/** Bytes up to which a file is read at once: a stream for each of a hundred thousand small files takes minutes. */
const SMALL = 1024 * 1024;

/** Lower case hex SHA-256 of a file's bytes; a large one is read as a stream. */
export async function sha256File(path: string): Promise<string> {
  const hash = createHash('sha256');
  const { size } = await stat(path);
  if (size <= SMALL) hash.update(await readFile(path));
  else await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
