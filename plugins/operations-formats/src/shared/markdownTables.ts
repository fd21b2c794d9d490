/** Lines of a document that look like those of a table. */
export interface TableLines {
  /** Number of the first one in the file. */
  line: number;
  lines: string[];
}

const isRule = (line: string) => /^[\s|:-]+$/.test(line) && line.includes('-');

/**
 * The tables of a part of a document.
 *
 * @remarks Lines that begin with a pipe, and those without one at their ends, where a line of dashes and pipes stands below the first.
 */
export function tablesOf({
  line: first,
  text,
}: {
  line: number;
  text: string;
}): TableLines[] {
  const lines = text.split('\n');
  const tables: TableLines[] = [];
  let table: TableLines | undefined;
  for (const [index, line] of lines.entries()) {
    const next = lines[index + 1] ?? '';
    const head = isRule(next) && next.includes('|') && line.includes('|');
    const belongs =
      line.trim().startsWith('|') ||
      head ||
      (table !== undefined && line.includes('|'));
    if (!belongs) {
      table = undefined;
      continue;
    }
    if (!table) {
      table = { line: first + index, lines: [] };
      tables.push(table);
    }
    table.lines.push(line);
  }
  return tables;
}

/** Whether the second line is one of dashes; without it there is no table. */
export function isTable({ lines }: TableLines): boolean {
  const [, rule] = lines;
  return (
    rule !== undefined && cellsOf(rule).every(cell => /^:?-+:?$/.test(cell))
  );
}

/** The cells of `| a | b |`; a pipe behind a backslash is text. */
export function cellsOf(line: string): string[] {
  return line
    .trim()
    .replace(/^\||(?<!\\)\|$/g, '')
    .split(/(?<!\\)\|/)
    .map(cell => cell.replace(/\\\|/g, '|').trim());
}
