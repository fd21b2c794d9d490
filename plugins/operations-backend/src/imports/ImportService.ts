import {
  contract,
  ImportResult,
  Millis,
  OperationsSettings,
} from '@backstage-operations/plugin-operations-common';
import {
  detectFormat,
  findFormat,
  Format,
  FormatContext,
  FormatError,
  FormatFile,
} from '@backstage-operations/plugin-operations-formats';
import { InputError, NotFoundError } from '@backstage/errors';
import { IngestService } from '../ledger/IngestService';
import { Submitter } from '../ledger/Submitter';
import { gunzip } from './gunzip';

/** A tool's file with what the sender says about it. @internal */
export interface ImportRequest extends Omit<FormatContext, 'now' | 'settings'> {
  /** Id of the format, or `auto`. */
  format: string;
  /** As sent, gzip or not. */
  bytes: Uint8Array;
}

/** Turns tools' own files into evidence. @internal */
export class ImportService {
  static create(options: {
    ingest: IngestService;
    now: () => Millis;
    /** What the organisation has chosen; the defaults when absent. */
    settings?: OperationsSettings;
  }): ImportService {
    return new ImportService(options.ingest, options.now, options.settings);
  }

  private constructor(
    private readonly ingest: IngestService,
    private readonly now: () => Millis,
    private readonly settings: OperationsSettings | undefined,
  ) {}

  /**
   * Reads a file and stores what it says.
   *
   * @throws NotFoundError for an unknown entity or format, FormatError (422) when the file is something else, InputError
   * when nothing of it stands
   */
  async import(
    submitter: Submitter,
    request: ImportRequest,
  ): Promise<ImportResult> {
    const { format: formatId, bytes, ...context } = request;
    const { entityRef } = context;
    if (!(await submitter.visible([entityRef])).has(entityRef)) {
      throw new NotFoundError(`There is no entity ${entityRef}`);
    }
    const file = FormatFile.of(
      await gunzip(bytes, contract.importFile.maxBytes),
    );
    const format = this.formatOf(formatId, file);
    const read = format.parse(file, {
      ...context,
      now: this.now(),
      settings: this.settings,
    });
    const result = await this.ingest.ingest(submitter, read.items);
    const refused = result.rejected.map(
      ({ index, field, message }) =>
        `item ${index} is not stored, ${field}: ${message}`,
    );
    if (refused.length > 0 && result.ids.length === 0) {
      throw new InputError(`nothing of the file is stored: ${refused[0]}`);
    }
    return {
      format: format.id,
      ...(read.formatVersion !== undefined && {
        formatVersion: read.formatVersion,
      }),
      accepted: result.accepted,
      duplicates: result.duplicates,
      ids: result.ids,
      warnings: [...read.warnings, ...refused],
    };
  }

  private formatOf(id: string, file: FormatFile): Format {
    if (id !== 'auto') {
      const format = findFormat(id);
      if (!format) throw new NotFoundError(`There is no format ${id}`);
      return format;
    }
    if (file.bytes.length === 0) throw new FormatError('the file is empty');
    const format = detectFormat(file);
    if (format) return format;
    const start = (file.text ?? '')
      .trimStart()
      .slice(0, 60)
      .replace(/\s+/g, ' ');
    throw new FormatError(
      file.text === undefined
        ? 'no format recognises the file, it is binary'
        : `no format recognises the file, it begins with ${JSON.stringify(
            start,
          )}`,
    );
  }
}
