import { PackFile, Spool } from './Spool';

/** The files of one pack while they grow; they go when the pack is sent or given up, or with the process. @internal */
export class Spools {
  /** @param parent - where temporary files may be */
  static create(parent: string): Spools {
    return new Spools(parent);
  }

  private readonly opened: Spool[] = [];

  private constructor(private readonly parent: string) {}

  async open(path: string, mediaType: string): Promise<Spool> {
    const spool = await Spool.open(this.parent, path, mediaType);
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
        const content = part.content().setEncoding('utf8');
        for await (const chunk of content) await spool.write(chunk);
      }
    }
    return spool.finish();
  }

  async remove(): Promise<void> {
    for (const spool of this.opened) await spool.remove();
  }
}
