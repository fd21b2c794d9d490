import { FormatError } from './FormatError';

/**
 * The bytes of one file, decoded at most once however many formats look at them.
 *
 * @public
 */
export class FormatFile {
  #text?: { value: string | undefined };
  #json?: { value: unknown };
  #lines?: { value: unknown[] | undefined };

  static of(content: Uint8Array | string): FormatFile {
    return new FormatFile(
      typeof content === 'string' ? new TextEncoder().encode(content) : content,
    );
  }

  private constructor(readonly bytes: Uint8Array) {}

  /** The file's text without byte order mark, of UTF-8 or marked UTF-16; undefined when it is neither. */
  get text(): string | undefined {
    this.#text ??= { value: decodeText(this.bytes) };
    return this.#text.value;
  }

  /** The parsed JSON document; undefined when the file is none. */
  get json(): unknown {
    this.#json ??= { value: parseJson(this.text) };
    return this.#json.value;
  }

  /** One value per line (JSON Lines); undefined when any line that is not blank is no JSON. */
  get jsonLines(): unknown[] | undefined {
    this.#lines ??= { value: parseJsonLines(this.text) };
    return this.#lines.value;
  }

  /** Like {@link jsonLines}, without a last line that breaks off. */
  get wholeJsonLines(): unknown[] | undefined {
    const lines = (this.text ?? '').trimEnd().split('\n');
    return (
      this.jsonLines ??
      parseJsonLines(
        this.text === undefined ? undefined : lines.slice(0, -1).join('\n'),
      )
    );
  }

  /** {@link text}, or a FormatError that says it is not text. */
  requireText(format: string): string {
    if (this.bytes.length === 0) {
      throw new FormatError(`${format}: the file is empty`);
    }
    if (this.text === undefined) {
      throw new FormatError(`${format}: the file is binary, not text`);
    }
    return this.text;
  }

  /** {@link json} as an object, or a FormatError that says what it is. */
  requireObject(format: string): Record<string, unknown> {
    const value = this.requireJson(format);
    if (!isRecord(value)) {
      throw new FormatError(
        `${format}: expected a JSON object, found ${describe(value)}`,
      );
    }
    return value;
  }

  /** {@link json}, or a FormatError that says what it is. */
  requireJson(format: string): unknown {
    const text = this.requireText(format);
    if (this.json === undefined) {
      const start = text.trimStart().slice(0, 40).replace(/\s+/g, ' ');
      throw new FormatError(
        `${format}: the file is not JSON, it begins with "${start}"`,
      );
    }
    return this.json;
  }
}

/** True for a JSON object (no array, no null). @public */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What a JSON value is, in a few words, for a FormatError. @public */
export function describe(value: unknown): string {
  if (value === null) return 'null';
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (isRecord(value)) {
    const keys = Object.keys(value);
    if (typeof value.error === 'string' || isRecord(value.error)) {
      return `an error body (${keys.slice(0, 5).join(', ')})`;
    }
    return keys.length === 0
      ? 'an empty object'
      : `an object with ${keys.slice(0, 6).join(', ')}`;
  }
  return `a ${typeof value}`;
}

function decodeText(bytes: Uint8Array): string | undefined {
  const [first, second] = bytes;
  try {
    // What Windows PowerShell writes when output is redirected to a file.
    if (first === 0xff && second === 0xfe) {
      return new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
    }
    if (first === 0xfe && second === 0xff) {
      return new TextDecoder('utf-16be', { fatal: true }).decode(bytes);
    }
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function parseJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function parseJsonLines(text: string | undefined): unknown[] | undefined {
  if (text === undefined) return undefined;
  const values: unknown[] = [];
  for (const line of text.split('\n')) {
    if (line.trim() === '') continue;
    const value = parseJson(line);
    if (value === undefined) return undefined;
    values.push(value);
  }
  return values;
}
