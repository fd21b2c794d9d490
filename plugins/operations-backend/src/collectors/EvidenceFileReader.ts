import { EntityProfile } from '@backstage-operations/plugin-operations-common';

/** Why a file can't be read, in words that may be shown to everyone who sees the entity. @internal */
export class UnreadableFileError extends Error {
  override readonly name = 'UnreadableFileError';
}

/** Reads a file that an entity names. @internal */
export interface EvidenceFileReader {
  /**
   * The bytes of a file.
   *
   * @param target - as the annotation says: an http(s) address, or a path relative to the entity's source
   * @throws UnreadableFileError
   */
  read(
    entity: EntityProfile,
    target: string,
    signal: AbortSignal,
  ): Promise<Uint8Array>;
}
