import { ManifestEntry } from '@backstage-operations/plugin-operations-formats';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import { pack, Pack } from 'tar-stream';
import { SourceFile } from './collectFiles';

/**
 * Writes files into a gzipped tar and returns the manifest of the bytes that went in.
 *
 * @remarks Order, owners and compression are fixed, so the same files give the same archive. The archive is on disk
 * (fsync) when the promise resolves.
 * @param target - path of the archive, replaced when it exists
 * @param files - in the order in which they are written
 */
export async function writeArchive(
  target: string,
  files: readonly SourceFile[],
): Promise<ManifestEntry[]> {
  const tar = pack();
  const written = pipeline(tar, createGzip(), createWriteStream(target));
  const entries: ManifestEntry[] = [];
  try {
    for (const file of files) entries.push(await addFile(tar, file));
    tar.finalize();
  } catch (error) {
    tar.destroy();
    await written.catch(() => undefined);
    throw error;
  }
  await written;
  const handle = await open(target, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
  return entries;
}

async function addFile(tar: Pack, file: SourceFile): Promise<ManifestEntry> {
  const { size, mode, mtime } = await stat(file.source);
  const hash = createHash('sha256');
  const hashing = new Transform({
    transform(chunk, _encoding, done) {
      hash.update(chunk);
      done(undefined, chunk);
    },
  });
  const entry = tar.entry({
    name: file.path,
    size,
    mode: mode % 0o1000,
    mtime,
    uid: 0,
    gid: 0,
  });
  // A file that grows meanwhile is cut at the size it had; one that shrinks makes the archive fail.
  const bytes = createReadStream(file.source, { end: Math.max(size - 1, 0) });
  await pipeline(bytes, hashing, entry);
  return { path: file.path, size, sha256: hash.digest('hex') };
}
