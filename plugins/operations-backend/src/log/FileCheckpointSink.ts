import { CheckpointSink } from '@backstage-operations/plugin-operations-node';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';

/** Keeps the newest checkpoint in a file. @internal */
export class FileCheckpointSink implements CheckpointSink {
  static create(path: string): FileCheckpointSink {
    return new FileCheckpointSink(path);
  }

  readonly id = 'file';

  private constructor(private readonly path: string) {}

  /** Writes beside the file and then takes its place, so that a full disk leaves the last one whole. */
  async publish(note: string): Promise<void> {
    const next = `${this.path}.${process.pid}.new`;
    await mkdir(dirname(this.path), { recursive: true });
    try {
      await writeFile(next, note, { flush: true });
      await rename(next, this.path);
    } catch (error) {
      await rm(next, { force: true });
      throw error;
    }
  }

  async newest(): Promise<string | undefined> {
    try {
      return await readFile(this.path, 'utf8');
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    }
  }
}
