import { FormatFile } from '../FormatFile';

/** Lines of a log that may stand before the document; what has more is another kind of file. */
const MOST = 200;
/** Lines that look like the begin of a document and are none; many of them are JSON lines. */
const TRIES = 5;

/**
 * The file without the lines that a tool logged before its JSON document, as when both its outputs went into one file; the same file
 * where there are none.
 */
export function afterLog(file: FormatFile): FormatFile {
  const { text } = file;
  if (text === undefined || file.json !== undefined) return file;
  let from = 0;
  let tries = 0;
  for (let line = 0; line < MOST; line += 1) {
    from = text.indexOf('\n', from) + 1;
    if (from === 0) return file;
    // A line that begins with a time in brackets begins no document.
    if (!/^\s*(\{|\[\s*[{\]])/.test(text.slice(from, from + 200))) continue;
    const rest = text.slice(from);
    if (isJson(rest)) return FormatFile.of(rest);
    tries += 1;
    if (tries === TRIES) return file;
  }
  return file;
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
