import { normalizeEntityRef } from '@backstage-operations/plugin-operations-common';
import { FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { proofFilesVersion } from './proofFiles';

/** Refuses a version of the proof files that did not exist when this was written. */
export function checkVersion(format: string, json: unknown): void {
  if (!isRecord(json) || json.schemaVersion === proofFilesVersion) return;
  throw new FormatError(
    `${format}: schemaVersion is ${JSON.stringify(
      json.schemaVersion,
    )}, only ${proofFilesVersion} is understood`,
  );
}

/** Refuses a file that says it is about another entity. */
export function checkEntity(
  format: string,
  said: string | undefined,
  context: FormatContext,
): void {
  if (said === undefined) return;
  if (normalizeEntityRef(said) === context.entityRef) return;
  throw new FormatError(
    `${format}: the file is about ${said.slice(0, 200)}, not about ${
      context.entityRef
    }`,
  );
}

/** The data set: as the sender says, else as the file says, else `default` with a warning. */
export function datasetOf(
  said: string | undefined,
  context: FormatContext,
  warnings: string[],
): string {
  if (context.dataset !== undefined) return context.dataset;
  if (said !== undefined && said !== '') return said;
  warnings.push(
    'the file names no data set; it is recorded as "default", say which one with dataset=<name>',
  );
  return 'default';
}
