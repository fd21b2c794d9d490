import { FormatError } from '../FormatError';
import { FormatContext } from '../Format';
import { isRecord } from '../FormatFile';
import { columnName } from '../shared/csv';
import { MarkdownDocument } from '../shared/markdownSections';
import { observation } from '../shared/records';
import { clipped } from '../shared/text';
import { AuditFinding } from './auditRecord';
import {
  areFindingColumns,
  findingOfRow,
  hasFindingColumns,
} from './findingRow';
import { MarkdownPart, markdownParts } from './markdownParts';
import { cellsOf, isTable, tablesOf } from '../shared/markdownTables';

type Read = { zone?: string; at: string };

/**
 * The findings of a report: of a list in its front matter, and of every table and list of tasks in its text that is one of findings.
 *
 * @throws FormatError where what stands under a heading "Findings" is not understood: leaving it out would flatter
 */
export function markdownFindings(
  format: string,
  listed: unknown,
  document: MarkdownDocument,
  context: FormatContext,
): AuditFinding[] {
  const read = { zone: context.timeZone, at: observation(context) };
  const front = inFrontMatter(format, listed).map(row =>
    findingOfRow(format, row, read),
  );
  const parts = markdownParts(document);
  const inText = parts.flatMap(part => findingsOfPart(format, part, read));
  requireRead(format, parts, inText.length + front.length);
  const findings = [...front, ...inText];
  requireCount(format, listed, findings.length);
  return findings;
}

const isAbout = (heading: string) => /\bfindings?\b/i.test(heading);

function findingsOfPart(
  format: string,
  part: MarkdownPart,
  read: Read,
): AuditFinding[] {
  const about = part.headings.some(isAbout);
  // Deeper down there may be tables of what the words mean.
  const strict = isAbout(part.headings[part.headings.length - 1] ?? '');
  const findings: AuditFinding[] = [];
  for (const table of tablesOf(part)) {
    const { line, lines } = table;
    const [head, , ...rows] = lines.map(cellsOf);
    const columns = head.map(columnName);
    const own = about ? hasFindingColumns : areFindingColumns;
    if (isTable(table) && own(columns)) {
      findings.push(
        ...rows.map((cells, index) => {
          const where = `${format}: line ${line + 2 + index}`;
          return findingOfRow(where, rowOf(where, columns, cells), read);
        }),
      );
    } else if (strict) {
      throw new FormatError(
        isTable(table)
          ? `${format}: line ${line}: the table of findings needs columns for id, title and severity, due or status; it has ${columns.join(
              ', ',
            )}`
          : `${format}: line ${line}: a table needs a line of dashes below its head: ${lines[0].slice(
              0,
              80,
            )}`,
      );
    }
  }
  return about ? [...findings, ...tasksOf(part.text, read.at)] : findings;
}

/** What stands under "Findings" says that there are none, or something was read of it. */
function requireRead(
  format: string,
  parts: readonly MarkdownPart[],
  count: number,
): void {
  if (count > 0) return;
  for (const { headings, line, text } of parts) {
    const place = headings.findIndex(isAbout);
    if (place < 0) continue;
    const below = headings[place + 1];
    const listed = /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+(\S.*)$/m.exec(text)?.[1];
    const said = below ?? listed;
    if (said === undefined || saysNone(said)) continue;
    throw new FormatError(
      `${format}: line ${line}: under "${headings[place]}" stands "${clipped(
        said,
        60,
      )}", which is neither a table of findings nor a task like "- [ ] F-1 Old cipher"; write "None" where there are none`,
    );
  }
}

function saysNone(text: string): boolean {
  return /^\W*(none|no|nothing|n\/a|nil|zero|0)\b/i.test(text);
}

/** A number in the front matter is how many there are. */
function requireCount(format: string, listed: unknown, count: number): void {
  if (typeof listed !== 'number' || listed === count) return;
  throw new FormatError(
    `${format}: findings is ${listed}, but the file lists ${count}`,
  );
}

function inFrontMatter(
  format: string,
  listed: unknown,
): Record<string, string>[] {
  if (listed === undefined || listed === null || typeof listed === 'number') {
    return [];
  }
  if (typeof listed === 'string' && saysNone(listed)) return [];
  const wrong = new FormatError(
    `${format}: findings in the front matter need id, title and severity, due or status each`,
  );
  if (!Array.isArray(listed)) throw wrong;
  return listed.map(entry => {
    if (!isRecord(entry)) throw wrong;
    return Object.fromEntries(
      Object.entries(entry).map(([key, value]) => [key, cellOf(value)]),
    );
  });
}

function cellOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return value === null || value === undefined ? '' : String(value);
}

/** A row with more cells than columns is refused, since a shifted cell would be read as something else. */
function rowOf(
  where: string,
  columns: readonly string[],
  cells: readonly string[],
): Record<string, string> {
  if (cells.length > columns.length) {
    throw new FormatError(
      `${where} has ${cells.length} cells for ${columns.length} columns; a | in a text is written \\|`,
    );
  }
  return Object.fromEntries(
    columns.map((column, index) => [column, cells[index] ?? '']),
  );
}

/** `- [ ] F-1 Old cipher` is open, `- [x] F-1 Old cipher` was closed when the report was read. */
function tasksOf(text: string, at: string): AuditFinding[] {
  const tasks = /^[ \t]*(?:[-*+]|\d+[.)]) \[([ xX])\] +(\S.*)$/gm;
  return [...text.matchAll(tasks)].map(([, mark, said], index) => {
    const [, id] = /^\W*([A-Za-z]+-?\d+)\b/.exec(said) ?? [];
    return {
      id: id ?? `task ${index + 1}`,
      title: clipped(said.trim(), 500),
      ...(mark === ' ' ? {} : { closedAt: at }),
    };
  });
}
