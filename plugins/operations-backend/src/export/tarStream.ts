import { Millis } from '@backstage-operations/plugin-operations-common';
import { pipeline } from 'node:stream/promises';
import { Pack, pack } from 'tar-stream';
import { PackFile } from './Spool';

async function add(tar: Pack, file: PackFile, mtime: Date): Promise<void> {
  const { path, bytes, content } = file;
  const entry = tar.entry({
    name: path,
    size: bytes,
    mode: 0o644,
    mtime,
    uid: 0,
    gid: 0,
  });
  await pipeline(content(), entry);
}

/**
 * The files as a tar archive, each sent as soon as it is finished; the same files give the same bytes.
 *
 * @param at - what every file is dated
 * @internal
 */
export async function* tarStream(
  files: AsyncIterable<PackFile>,
  at: Millis,
): AsyncGenerator<Uint8Array> {
  const tar = pack();
  const mtime = new Date(at);
  const feeding = (async () => {
    for await (const file of files) await add(tar, file, mtime);
    tar.finalize();
  })().catch(error => tar.destroy(error));
  try {
    yield* tar as AsyncIterable<Uint8Array>;
  } finally {
    tar.destroy();
    await feeding;
  }
}
