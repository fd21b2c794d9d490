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

interface Table {
  columns: string[];
  rows: string[][];
}

/**
 * The findings of a report: of a list in its front matter, and of every table and list of tasks in its text that is one of findings.
 *
 * @throws FormatError where a table under a heading "Findings" has other columns: leaving it out would flatter
 */
export function markdownFindings(
  format: string,
  listed: unknown,
  document: MarkdownDocument,
  context: FormatContext,
): AuditFinding[] {
  const read = { zone: context.timeZone, at: observation(context) };
  const findings = inFrontMatter(format, listed).map(row =>
    findingOfRow(format, row, read),
  );
  const about = (heading: string) => /\bfindings\b/i.test(heading);
  const parts: [string, string][] = [
    ['', beforeHeadings(document)],
    ...document.sections,
  ];
  for (const [heading, text] of parts) {
    for (const { columns, rows } of tablesOf(text)) {
      const own = about(heading) ? hasFindingColumns : areFindingColumns;
      if (own(columns)) {
        findings.push(
          ...rows.map(cells =>
            findingOfRow(format, rowOf(columns, cells), read),
          ),
        );
      } else if (about(heading)) {
        throw new FormatError(
          `${format}: the table of findings needs columns for id, title and severity, due or status; it has ${columns.join(
            ', ',
          )}`,
        );
      }
    }
    if (about(heading)) findings.push(...tasksOf(text, read.at));
  }
  return findings;
}

/** What stands above the first heading below the title. */
function beforeHeadings({ body }: MarkdownDocument): string {
  return body.split(/^##/m, 1)[0];
}

function inFrontMatter(
  format: string,
  listed: unknown,
): Record<string, string>[] {
  if (!Array.isArray(listed)) return [];
  return listed.map(entry => {
    if (!isRecord(entry)) {
      throw new FormatError(
        `${format}: findings in the front matter need id, title and severity, due or status each`,
      );
    }
    return Object.fromEntries(
      Object.entries(entry).map(([key, value]) => [key, cellOf(value)]),
    );
  });
}

function cellOf(value: unknown): string {
  if (value instanceof Date) return value.toISOString();
  return value === null || value === undefined ? '' : String(value);
}

function rowOf(columns: readonly string[], cells: readonly string[]) {
  return Object.fromEntries(
    columns.map((column, index) => [column, cells[index] ?? '']),
  );
}

function tablesOf(text: string): Table[] {
  const tables: Table[] = [];
  let lines: string[] = [];
  for (const line of [...text.split('\n'), '']) {
    if (line.trim().startsWith('|')) {
      lines.push(line);
      continue;
    }
    const [head, rule, ...rows] = lines.map(cellsOf);
    // Without the line of dashes it is no table.
    if (rule?.every(cell => /^:?-+:?$/.test(cell))) {
      tables.push({ columns: head.map(columnName), rows });
    }
    lines = [];
  }
  return tables;
}

/** The cells of `| a | b |`; a pipe behind a backslash is text. */
function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.replace(/\\\|/g, '|').trim());
}

/** `- [ ] F-1 Old cipher` is open, `- [x] F-1 Old cipher` was closed when the report was read. */
function tasksOf(text: string, at: string): AuditFinding[] {
  return [...text.matchAll(/^\s*[-*+] \[([ xX])\] +(.+)$/gm)].map(
    ([, mark, said], index) => {
      const [, id] = /^([A-Za-z]+-?\d+)\b/.exec(said) ?? [];
      return {
        id: id ?? `task ${index + 1}`,
        title: clipped(said.trim(), 500),
        ...(mark === ' ' ? {} : { closedAt: at }),
      };
    },
  );
}
