import { FormatContext } from '../Format';
import { isRecord } from '../FormatFile';
import { observation } from '../shared/records';
import { isoOfSeconds, isoOfText } from '../shared/instants';

/** An object without `schemaVersion`, as scripts made before the native schema write it. */
export type BareFile = Record<string, unknown>;

/** The file as a bare one; undefined when it says which schema it has. */
export function bareFile(json: unknown): BareFile | undefined {
  return isRecord(json) && !('schemaVersion' in json) ? json : undefined;
}

/** The first of the names that has a value. */
export function valueOf(file: BareFile, names: readonly string[]): unknown {
  for (const name of names) {
    const value = file[name];
    if (value !== undefined && value !== null) return value;
  }
  return undefined;
}

/** A list of texts under one of the names; undefined when there is none. */
export function listOf(
  file: BareFile,
  names: readonly string[],
): string[] | undefined {
  const value = valueOf(file, names);
  return Array.isArray(value) ? value.map(String) : undefined;
}

/** A count under one of the names: a number, or the length of a list. */
export function countOf(
  file: BareFile,
  names: readonly string[],
): number | undefined {
  const value = valueOf(file, names);
  if (Array.isArray(value)) return value.length;
  return typeof value === 'number' && Number.isInteger(value) && value >= 0
    ? value
    : undefined;
}

const timeNames = [
  'completedAt',
  'completed_at',
  'timestamp',
  'time',
  'date',
  'finished_at',
];

/** When it happened: the file's own time, else what the sender says. */
export function timeOf(
  format: string,
  file: BareFile,
  context: FormatContext,
): { at: string; said: boolean } {
  const value = valueOf(file, timeNames);
  if (typeof value === 'number') {
    // Seconds until the year 5138, else milliseconds.
    const seconds = value < 1e11 ? value : value / 1000;
    return { at: isoOfSeconds(seconds), said: true };
  }
  if (typeof value === 'string') {
    return { at: isoOfText(format, value, context.timeZone), said: true };
  }
  return {
    at: observation(context),
    said: context.observedAt !== undefined,
  };
}
