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

/** A count under one of the names: a number, also as text, or the length of a list. */
export function countOf(
  file: BareFile,
  names: readonly string[],
): number | undefined {
  const value = valueOf(file, names);
  if (Array.isArray(value)) return value.length;
  const count =
    typeof value === 'string' && /^\d{1,15}$/.test(value)
      ? Number(value)
      : value;
  return Number.isSafeInteger(count) && Number(count) >= 0
    ? Number(count)
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

const statusNames = ['status', 'result', 'outcome', 'state'];
const flagNames = ['success', 'ok', 'passed'];
const codeNames = ['exitCode', 'exit_code', 'returnCode', 'return_code', 'rc'];
const errorNames = ['error', 'errors'];
const fine = /^(ok|success|successful|succeeded|passed|restore ok)$/i;

/** Everything by which the file itself says that it went wrong; a word that is not known is no success. */
export function doubtsOf(file: BareFile, context: FormatContext): string[] {
  const shown = (value: unknown) => JSON.stringify(value).slice(0, 200);
  const saying = (
    names: readonly string[],
    wrong: (value: unknown) => boolean,
  ) =>
    names
      .filter(name => file[name] !== undefined && file[name] !== null)
      .filter(name => wrong(file[name]))
      .map(name => `the file says ${name} ${shown(file[name])}`);
  return [
    ...saying(
      statusNames,
      value =>
        value !== true && !(typeof value === 'string' && fine.test(value)),
    ),
    ...saying(
      flagNames,
      value =>
        value !== true &&
        !(typeof value === 'string' && /^(true|yes)$/i.test(value)),
    ),
    ...saying(codeNames, value => Number(value) !== 0 || value === ''),
    ...((context.exitCode ?? 0) === 0 ? [] : [`exit code ${context.exitCode}`]),
    ...saying(errorNames, value =>
      Array.isArray(value)
        ? value.length > 0
        : value !== '' && value !== 0 && value !== false,
    ),
  ];
}
