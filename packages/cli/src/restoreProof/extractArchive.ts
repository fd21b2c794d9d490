import { ManifestEntry } from '@backstage-operations/plugin-operations-formats';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join, sep } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, Header } from 'tar-stream';
import { ArchiveError } from './ArchiveError';

/** Limits of an extraction. */
export interface ExtractOptions {
  /** Empty folder to extract into. */
  target: string;
  /** Bytes after which the archive counts as a bomb. */
  maxBytes: number;
  /** Told of each file once it is written whole. */
  onFile: (entry: ManifestEntry) => void;
}

/**
 * Extracts a gzipped tar into an empty folder.
 *
 * @throws ArchiveError when the archive is damaged, truncated, holds anything but files and folders, the same path
 * twice, or a path that leaves the folder
 */
export async function extractArchive(
  archive: string,
  options: ExtractOptions,
): Promise<void> {
  const { target, maxBytes, onFile } = options;
  const seen = new Set<string>();
  let total = 0;

  const tar = extract();
  // A damaged end may be read before the loop below gets there: then the file it is writing can't be finished.
  const damaged = new AbortController();
  const feeding = pipeline(
    createReadStream(archive),
    createGunzip(),
    tar,
  ).catch(error => damaged.abort(error));
  try {
    for await (const entry of tar) {
      const path = safePath(entry.header);
      if (entry.header.type === 'directory') {
        entry.resume();
        continue;
      }
      if (seen.has(path)) {
        throw new ArchiveError(`${path} is in the archive twice`);
      }
      seen.add(path);
      total += entry.header.size ?? 0;
      if (total > maxBytes) {
        throw new ArchiveError(
          `The archive holds more than the ${maxBytes} bytes that its manifest allows`,
        );
      }
      const file = join(target, path);
      onFile(await writeFile(entry, file, path, damaged.signal));
    }
    await feeding;
    damaged.signal.throwIfAborted();
  } catch (error) {
    tar.destroy();
    if (error instanceof ArchiveError) throw error;
    const cause = damaged.signal.reason ?? error;
    throw new ArchiveError(
      `The archive is damaged: ${
        cause instanceof Error ? cause.message : cause
      }`,
    );
  }
}

async function writeFile(
  bytes: AsyncIterable<unknown>,
  file: string,
  path: string,
  signal: AbortSignal,
): Promise<ManifestEntry> {
  const hash = createHash('sha256');
  let size = 0;
  const measuring = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(undefined, chunk);
    },
  });
  await mkdir(dirname(file), { recursive: true });
  const written = createWriteStream(file, { flags: 'wx' });
  await pipeline(bytes, measuring, written, { signal });
  return { path, size, sha256: hash.digest('hex') };
}

/** The entry's path below the target; archives may write `./a/b`. */
function safePath(header: Header): string {
  if (header.type !== 'file' && header.type !== 'directory') {
    throw new ArchiveError(
      `${header.name} is a ${header.type}; a restore takes files and folders only`,
    );
  }
  const parts = header.name
    .split('/')
    .filter(part => part !== '' && part !== '.');
  // A backslash is a letter like any other, except where it parts folders.
  const hostile =
    /^[\\/]/.test(header.name) ||
    header.name.includes('\0') ||
    header.name.split(/[\\/]/).includes('..') ||
    (sep === '\\' && header.name.includes(sep));
  if (hostile) {
    throw new ArchiveError(
      `${JSON.stringify(
        header.name,
      )} would be written outside the restore folder`,
    );
  }
  return parts.join('/');
}
