import { ManifestEntry } from '@backstage-operations/plugin-operations-formats';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
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
  const feeding = pipeline(createReadStream(archive), createGunzip(), tar);
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
      onFile(await writeFile(entry, join(target, path), path));
    }
    await feeding;
  } catch (error) {
    tar.destroy();
    await feeding.catch(() => undefined);
    if (error instanceof ArchiveError) throw error;
    throw new ArchiveError(
      `The archive is damaged: ${
        error instanceof Error ? error.message : error
      }`,
    );
  }
}

async function writeFile(
  bytes: AsyncIterable<unknown>,
  file: string,
  path: string,
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
  await pipeline(bytes, measuring, createWriteStream(file, { flags: 'wx' }));
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
  const hostile =
    header.name.startsWith('/') ||
    /[\\\0]/.test(header.name) ||
    parts.includes('..');
  if (hostile) {
    throw new ArchiveError(
      `${JSON.stringify(
        header.name,
      )} would be written outside the restore folder`,
    );
  }
  return parts.join('/');
}
