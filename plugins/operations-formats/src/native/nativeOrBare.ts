import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { shaped } from '../shared/shape';
import { FormatContext, FormatResult } from '../Format';
import { FormatError } from '../FormatError';
import { describe, FormatFile } from '../FormatFile';
import { BareFile, bareFile } from './bareFile';
import { checkVersion } from './envelope';

type Read<T> = (
  file: T,
  context: FormatContext,
  warnings: string[],
) => EvidenceInput;

/** How a proof file is read in its two forms. */
export interface NativeOrBare<T extends z.ZodType> {
  id: string;
  schema: T;
  /** What a file without version has to hold, in words. */
  wanted: string;
  isBare(file: FormatFile): boolean;
  readBare: Read<BareFile>;
  readNative: Read<z.infer<T>>;
}

/**
 * Reads a proof file that either names its schema version or has the bare form of a script.
 *
 * @throws FormatError where it is neither
 */
export function nativeOrBare<T extends z.ZodType<{ schemaVersion: number }>>(
  file: FormatFile,
  context: FormatContext,
  { id, schema, wanted, isBare, readBare, readNative }: NativeOrBare<T>,
): FormatResult {
  const json = file.requireObject(id);
  const warnings: string[] = [];
  const bare = bareFile(json);
  if (bare && isBare(file)) {
    return { items: [readBare(bare, context, warnings)], warnings };
  }
  if (bare) {
    throw new FormatError(
      `${id}: expected schemaVersion, or ${wanted}; found ${describe(json)}`,
    );
  }
  checkVersion(id, json);
  const native = shaped(id, schema, json);
  return {
    formatVersion: String(native.schemaVersion),
    items: [readNative(native, context, warnings)],
    warnings,
  };
}
