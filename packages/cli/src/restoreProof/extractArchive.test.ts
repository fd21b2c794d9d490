import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { setImmediate } from 'node:timers/promises';
import { gzipSync } from 'node:zlib';
import { pack } from 'tar-stream';
import { ArchiveError } from './ArchiveError';
import { extractArchive } from './extractArchive';
import { folderWith } from './testing';

/** A megabyte that does not compress, the same each time: the state of a xorshift generator. */
function noise(): Buffer {
  const words = new Uint32Array(262_144);
  let state = 1;
  for (let index = 0; index < words.length; index++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    words[index] = state;
  }
  return Buffer.from(words.buffer);
}

describe('extractArchive', () => {
  const unhandled = jest.fn();

  beforeAll(() => process.on('unhandledRejection', unhandled));
  afterAll(() => process.off('unhandledRejection', unhandled));

  it.each([1, 100, 20_000, 65_536, 200_000, 900_000])(
    'says that an archive cut after %d bytes is damaged, and only that',
    async length => {
      const stream = pack();
      stream.entry({ name: 'noise' }, noise());
      stream.entry({ name: 'more' }, noise());
      stream.finalize();
      const folder = await folderWith({});
      const archive = join(folder, 'cut.tar.gz');
      await writeFile(
        archive,
        gzipSync(await buffer(stream)).subarray(0, length),
      );
      const target = join(folder, 'target');
      await mkdir(target);

      const extracting = extractArchive(archive, {
        target,
        maxBytes: 10_000_000,
        onFile: () => undefined,
      });

      await expect(extracting).rejects.toThrow(ArchiveError);
      await setImmediate();
      expect(unhandled).not.toHaveBeenCalled();
    },
  );
});
