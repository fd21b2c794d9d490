import { mkdtemp, rm } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { PackFile, Spool } from './Spool';

/** The folder in which the files of one pack grow; it goes when the pack is sent or given up. @internal */
export class Spools {
  /** @param parent - where temporary files may be */
  static async create(parent: string): Promise<Spools> {
    return new Spools(await mkdtemp(join(parent, 'operations-export-')));
  }

  private readonly opened: Spool[] = [];

  private constructor(private readonly directory: string) {}

  async open(path: string, mediaType: string): Promise<Spool> {
    const spool = await Spool.open(this.directory, path, mediaType);
    this.opened.push(spool);
    return spool;
  }

  /** A file that is there at once. */
  async whole(
    path: string,
    mediaType: string,
    content: string,
  ): Promise<PackFile> {
    const spool = await this.open(path, mediaType);
    await spool.write(content);
    return spool.finish();
  }

  /** A file of texts with finished files between them. */
  async joined(
    path: string,
    mediaType: string,
    parts: readonly (string | PackFile)[],
  ): Promise<PackFile> {
    const spool = await this.open(path, mediaType);
    for (const part of parts) {
      if (typeof part === 'string') await spool.write(part);
      else {
        const content = createReadStream(part.location, { encoding: 'utf8' });
        for await (const chunk of content) await spool.write(chunk);
      }
    }
    return spool.finish();
  }

  async remove(): Promise<void> {
    for (const spool of this.opened) await spool.abandon();
    await rm(this.directory, { recursive: true, force: true });
  }
}
