import { headingOf, MarkdownDocument } from '../shared/markdownSections';

/** A stretch of a Markdown document between two headings. */
export interface MarkdownPart {
  /** The headings that it stands under, the outermost first. */
  headings: string[];
  /** Number of its first line in the file. */
  line: number;
  text: string;
}

/** The stretches of a document, headings of every level taken as such; what is fenced as code is left out. */
export function markdownParts({
  body,
  bodyLine,
}: MarkdownDocument): MarkdownPart[] {
  const lines = body.split(/\r\n?|\n/);
  const parts: MarkdownPart[] = [];
  let open: { level: number; title: string }[] = [];
  let part: MarkdownPart = { headings: [], line: bodyLine, text: '' };
  let fence: string | undefined;
  for (const [index, line] of lines.entries()) {
    const [, mark] = /^\s*(```|~~~)/.exec(line) ?? [];
    if (mark && (fence === undefined || fence === mark)) {
      fence = fence === undefined ? mark : undefined;
    }
    const shown = fence !== undefined || mark ? '' : line;
    const heading = headingAt(shown, lines[index + 1]);
    if (heading) {
      parts.push(part);
      open = [...open.filter(({ level }) => level < heading.level), heading];
      const headings = open.map(({ title }) => title);
      part = { headings, line: bodyLine + index, text: '' };
    }
    part.text += `${heading ? '' : shown}\n`;
  }
  return [...parts, part];
}

/** `## Findings`, or `Findings` above a line of dashes. */
function headingAt(line: string, next: string | undefined) {
  const heading = headingOf(line.replace(/^ {1,3}/, ''));
  if (heading) return heading;
  const isText = /^ {0,3}[\p{L}\p{N}]/u.test(line) && !line.includes('|');
  if (!isText || !/^ {0,3}(=+|-{2,})\s*$/.test(next ?? '')) return undefined;
  return { level: next?.includes('=') ? 1 : 2, title: line.trim() };
}
