import { createHash } from 'node:crypto';
import { FileHandle, open } from 'node:fs/promises';
import { join } from 'node:path';

/** Characters that are collected before they are written. */
const BUFFERED = 256 * 1024;

/** A finished file that waits for its place in the archive. @internal */
export interface PackFile {
  /** Path in the archive. */
  path: string;
  mediaType: string;
  /** Where its bytes are until then. */
  location: string;
  bytes: number;
  /** Hex. */
  sha256: string;
}

/**
 * One file of a pack while it grows on disk.
 *
 * @remarks An archive states the size of a file before its bytes, and packs are too large for memory.
 * @internal
 */
export class Spool {
  /**
   * @param directory - exists, and holds nothing of anybody else
   * @param path - of the file in the archive
   */
  static async open(
    directory: string,
    path: string,
    mediaType: string,
  ): Promise<Spool> {
    const location = join(directory, path.replaceAll('/', '_'));
    const handle = await open(location, 'wx', 0o600);
    return new Spool(handle, { path, mediaType, location });
  }

  private readonly hash = createHash('sha256');
  private parts: string[] = [];
  private waiting = 0;
  private bytes = 0;

  private constructor(
    private readonly handle: FileHandle,
    private readonly of: Pick<PackFile, 'path' | 'mediaType' | 'location'>,
  ) {}

  async write(text: string): Promise<void> {
    this.parts.push(text);
    this.waiting += text.length;
    if (this.waiting >= BUFFERED) await this.flush();
  }

  async finish(): Promise<PackFile> {
    await this.flush();
    await this.handle.close();
    const { bytes, of } = this;
    return { ...of, bytes, sha256: this.hash.digest('hex') };
  }

  /** Closes the file where the pack is given up. */
  async abandon(): Promise<void> {
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
