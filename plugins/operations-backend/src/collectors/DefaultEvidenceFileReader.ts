import { UrlReaderService } from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_SOURCE_LOCATION,
  parseLocationRef,
} from '@backstage/catalog-model';
import { ScmIntegrations } from '@backstage/integration';
import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { EvidenceFileReader, UnreadableFileError } from './EvidenceFileReader';
import { LocalFiles } from './LocalFiles';

/** Largest file that is read, in bytes. */
const MAX_BYTES = 20 * 1024 * 1024;

/**
 * Reads from the entity's own repository, and from addresses that the portal may read.
 *
 * @remarks
 * Addresses go through the portal's url reader, which knows its integrations and its allow list and follows no redirect out
 * of them; no other scheme than http and https is passed on.
 * @internal
 */
export class DefaultEvidenceFileReader implements EvidenceFileReader {
  static create(options: {
    urlReader: UrlReaderService;
    integrations: ScmIntegrations;
    localFiles?: LocalFiles;
  }): DefaultEvidenceFileReader {
    const { urlReader, integrations, localFiles } = options;
    return new DefaultEvidenceFileReader(urlReader, integrations, localFiles);
  }

  private constructor(
    private readonly urlReader: UrlReaderService,
    private readonly integrations: ScmIntegrations,
    private readonly localFiles: LocalFiles | undefined,
  ) {}

  async read(
    entity: EntityProfile,
    target: string,
    signal: AbortSignal,
  ): Promise<Uint8Array> {
    if (/^https?:\/\//i.test(target)) return this.readUrl(target, signal);
    if (/^[a-z][a-z0-9+.-]*:/i.test(target) || target.startsWith('//')) {
      throw new UnreadableFileError(
        'only http(s) addresses and relative paths are read',
      );
    }
    const base = sourceOf(entity);
    if (base?.type === 'url') {
      const url = this.integrations.resolveUrl({
        url: target,
        base: base.target,
      });
      return this.readUrl(url, signal);
    }
    if (base?.type === 'file' && this.localFiles) {
      return this.localFiles.read(base.target, target, MAX_BYTES);
    }
    throw new UnreadableFileError(
      'the entity has no source location that a relative path could start from',
    );
  }

  private async readUrl(url: string, signal: AbortSignal): Promise<Uint8Array> {
    try {
      const response = await this.urlReader.readUrl(url, { signal });
      if (!response.stream) return limited(await response.buffer());
      const parts: Uint8Array[] = [];
      let size = 0;
      for await (const part of response.stream()) {
        size += part.length;
        if (size > MAX_BYTES) throw tooLarge();
        parts.push(Buffer.from(part));
      }
      return Buffer.concat(parts);
    } catch (error) {
      throw asUnreadable(error);
    }
  }
}

function sourceOf(
  entity: EntityProfile,
): { type: string; target: string } | undefined {
  const { annotations } = entity;
  const ref =
    annotations[ANNOTATION_SOURCE_LOCATION] ?? annotations[ANNOTATION_LOCATION];
  try {
    return ref === undefined ? undefined : parseLocationRef(ref);
  } catch {
    return undefined;
  }
}

function limited(bytes: Uint8Array): Uint8Array {
  if (bytes.length > MAX_BYTES) throw tooLarge();
  return bytes;
}

function tooLarge(): UnreadableFileError {
  return new UnreadableFileError(`is larger than ${MAX_BYTES} bytes`);
}

/** Says no more than what kind of failure it was: messages of the readers name hosts, paths and tokens' scopes. */
function asUnreadable(error: unknown): UnreadableFileError {
  if (error instanceof UnreadableFileError) return error;
  const name = error instanceof Error ? error.name : '';
  const reasons: Record<string, string> = {
    NotFoundError: 'was not found',
    NotAllowedError: 'is at an address that this portal may not read',
    AbortError: 'was not answered in time',
    TimeoutError: 'was not answered in time',
  };
  return new UnreadableFileError(reasons[name] ?? 'could not be read');
}
