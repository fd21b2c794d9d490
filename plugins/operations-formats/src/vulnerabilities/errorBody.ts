import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';

/** Refuses what a service answers instead of a report: `{message, documentation_url}`, `{error}`, `{errors}`. */
export function refuseErrorBody(format: string, document: unknown): void {
  if (!isRecord(document)) return;
  const said = messageOf(document);
  if (said !== undefined) {
    throw new FormatError(
      `${format}: this is an error, not a report: ${said.slice(0, 200)}`,
    );
  }
}

function messageOf(document: Record<string, unknown>): string | undefined {
  const { error, errors, message } = document;
  const inside = isRecord(error)
    ? [error.summary, error.message, error.detail, error.code]
    : [error];
  const listed: unknown[] = Array.isArray(errors) ? errors : [];
  const said = [...inside, message, ...listed.map(textOf)].find(
    text => typeof text === 'string' && text !== '',
  );
  return typeof said === 'string' ? said : undefined;
}

function textOf(value: unknown): string {
  if (isRecord(value) && typeof value.message === 'string') {
    return value.message;
  }
  return typeof value === 'string' ? value : JSON.stringify(value);
}
