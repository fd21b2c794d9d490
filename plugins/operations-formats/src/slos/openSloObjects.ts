import { parseAllDocuments } from 'yaml';
import { FormatFile, isRecord } from '../FormatFile';

/** A key with nothing behind it, as in `alertPolicies:`, says as much as no key. */
function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, one]) => one !== null)
      .map(([key, one]) => [key, withoutNulls(one)]),
  );
}

function objectsIn(values: readonly unknown[]): Record<string, unknown>[] {
  return values.flat().map(withoutNulls).filter(isRecord);
}

/**
 * The objects of an OpenSLO file, which may be one, several documents, or a list.
 *
 * @returns undefined when it is no YAML that names an `apiVersion`
 * @public
 */
export function openSloObjects(
  file: FormatFile,
): Record<string, unknown>[] | undefined {
  const { text } = file;
  if (text === undefined || !text.includes('apiVersion')) return undefined;
  try {
    // JSON is YAML too, and is read much faster as what it is.
    if (file.json !== undefined) return objectsIn([file.json]);
    const documents = parseAllDocuments(text);
    if (!Array.isArray(documents)) return undefined;
    if (documents.some(({ errors }) => errors.length > 0)) return undefined;
    return objectsIn(
      documents.map(document => document.toJS({ maxAliasCount: 100 })),
    );
  } catch {
    return undefined;
  }
}

/**
 * The name of one objective of an SLO: the SLO's own where it has but one, else with what tells it from the others.
 *
 * @public
 */
export function openSloObjectiveName(
  name: string,
  objectives: readonly { displayName?: string }[],
  index: number,
): string {
  if (objectives.length < 2) return name;
  const { displayName } = objectives[index];
  const shared = objectives.filter(one => one.displayName === displayName);
  return displayName === undefined || shared.length > 1
    ? `${name}/${index + 1}`
    : `${name}/${displayName}`;
}
