import { Config } from '@backstage/config';
import { open, realpath } from 'node:fs/promises';
import { dirname, resolve, sep } from 'node:path';
import { UnreadableFileError } from './EvidenceFileReader';

/**
 * Reads files beside entities that were registered from local files, for examples and development.
 *
 * @remarks
 * Where an entity says that it comes from proves nothing: its author writes those annotations. A file is read only below
 * the directory of the entity's file, and only when that lies below the directory of a `file` location of the portal's own
 * configuration; both after all symbolic links are resolved.
 * @internal
 */
export class LocalFiles {
  /** The directories of `catalog.locations` of type `file`; undefined when reading local files is switched off. */
  static fromConfig(config: Config): LocalFiles | undefined {
    if (config.getOptionalBoolean('operations.files.local') === false) {
      return undefined;
    }
    const locations = config.getOptionalConfigArray('catalog.locations') ?? [];
    const roots = locations
      .filter(location => location.getOptionalString('type') === 'file')
      .map(location => dirname(resolve(location.getString('target'))));
    return new LocalFiles(roots);
  }

  /** Reads below the given directories only. */
  static below(roots: readonly string[]): LocalFiles {
    return new LocalFiles(roots);
  }

  private constructor(private readonly roots: readonly string[]) {}

  /**
   * The bytes of a file.
   *
   * @param entityFile - path of the file, or of the directory, that the entity comes from
   * @param relative - path from its directory
   * @throws UnreadableFileError
   */
  async read(
    entityFile: string,
    relative: string,
    maxBytes: number,
  ): Promise<Uint8Array> {
    const directory = await real(
      entityFile.endsWith('/') ? entityFile : dirname(entityFile),
    );
    const path = directory && (await real(resolve(directory, relative)));
    if (!directory || !path) throw new UnreadableFileError('was not found');
    const roots = await Promise.all(this.roots.map(real));
    const allowed = roots.some(root => root && isBelow(root, directory));
    if (!allowed || !isBelow(directory, path)) {
      throw new UnreadableFileError(
        "lies outside the entity's own directory, or outside what this portal reads from disk",
      );
    }
    return readWhole(path, maxBytes);
  }
}

async function real(path: string): Promise<string | undefined> {
  try {
    return await realpath(path);
  } catch {
    return undefined;
  }
}

function isBelow(directory: string, path: string): boolean {
  return path === directory || path.startsWith(`${directory}${sep}`);
}

async function readWhole(path: string, maxBytes: number): Promise<Uint8Array> {
  const file = await open(path, 'r').catch(() => undefined);
  if (!file) throw new UnreadableFileError('could not be read');
  try {
    const { size } = await file.stat();
    if (size > maxBytes) {
      throw new UnreadableFileError(`is larger than ${maxBytes} bytes`);
    }
    return await file.readFile();
  } catch (error) {
    if (error instanceof UnreadableFileError) throw error;
    throw new UnreadableFileError('could not be read');
  } finally {
    await file.close();
  }
}
