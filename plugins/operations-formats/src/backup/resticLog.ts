import { FormatFile, isRecord } from '../FormatFile';

interface Line {
  text: string;
  type?: unknown;
}

function linesOf(text: string): Line[] {
  return text.split('\n').map(line => {
    // Most lines of a long log are progress: only what may matter is parsed.
    if (!line.startsWith('{')) return { text: line };
    const value = FormatFile.of(line).json;
    return {
      text: line,
      type: isRecord(value) ? value.message_type : undefined,
    };
  });
}

const isProgress = ({ type }: Line) =>
  type === 'status' || type === 'verbose_status';

/**
 * The runs of a log to which several runs have written one after the other; a log of one run as it is.
 *
 * @remarks A run ends with its summary and what is said of its end. What is said between two summaries, with no progress to tell
 * to which of them it belongs, is held against both.
 */
export function runsOfLog(text: string): string[] {
  const lines = linesOf(text);
  const ends = lines.flatMap(({ type }, at) =>
    type === 'summary' ? [at] : [],
  );
  if (ends.length < 2) return [text];
  return ends.map((end, run) => {
    const before = run === 0 ? -1 : ends[run - 1];
    const after = ends[run + 1] ?? lines.length;
    const own = lines.slice(before + 1, end);
    const begins = run === 0 ? 0 : Math.max(0, own.findIndex(isProgress));
    const rest = lines.slice(end + 1, after);
    const next = rest.findIndex(isProgress);
    const said =
      run + 1 < ends.length && next >= 0 ? rest.slice(0, next) : rest;
    return [...own.slice(begins), lines[end], ...said]
      .map(line => line.text)
      .join('\n');
  });
}
