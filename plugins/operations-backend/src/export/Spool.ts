import { createHash } from 'node:crypto';
import { FileHandle, mkdtemp, open, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';

/** Characters that are collected before they are written. */
const BUFFERED = 256 * 1024;

/** A finished file that waits for its place in the archive. @internal */
export interface PackFile {
  /** Path in the archive. */
  path: string;
  mediaType: string;
  /** Its bytes from the first, as often as asked until the pack is given up. */
  content: () => Readable;
  bytes: number;
  /** Hex. */
  sha256: string;
}

/**
 * One file of a pack while it grows on disk.
 *
 * @remarks
 * An archive states the size of a file before its bytes, and packs are too large for memory. The file has no name from the first
 * moment on, so that nothing of it stays when the process is killed.
 * @internal
 */
export class Spool {
  /**
   * @param parent - where temporary files may be
   * @param path - of the file in the archive
   */
  static async open(
    parent: string,
    path: string,
    mediaType: string,
  ): Promise<Spool> {
    const directory = await mkdtemp(join(parent, 'operations-export-'));
    try {
      const handle = await open(join(directory, 'file'), 'wx+', 0o600);
      return new Spool(handle, { path, mediaType });
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }

  private readonly hash = createHash('sha256');
  private parts: string[] = [];
  private waiting = 0;
  private bytes = 0;

  private constructor(
    private readonly handle: FileHandle,
    private readonly of: Pick<PackFile, 'path' | 'mediaType'>,
  ) {}

  async write(text: string): Promise<void> {
    this.parts.push(text);
    this.waiting += text.length;
    if (this.waiting >= BUFFERED) await this.flush();
  }

  async finish(): Promise<PackFile> {
    await this.flush();
    const { bytes, of, handle } = this;
    const content = () =>
      handle.createReadStream({ start: 0, autoClose: false });
    return { ...of, content, bytes, sha256: this.hash.digest('hex') };
  }

  /** Closes the file, which frees its place on the disk. */
  async remove(): Promise<void> {
    await this.handle.close().catch(() => undefined);
  }

  private async flush(): Promise<void> {
    const chunk = Buffer.from(this.parts.join(''));
    this.parts = [];
    this.waiting = 0;
    this.bytes += chunk.length;
    this.hash.update(chunk);
    await this.handle.appendFile(chunk);
  }
}
