import { FormatError } from '../FormatError';

/** A table with named columns; names are in lower case, spaces and dashes as `_`. */
export interface CsvTable {
  columns: readonly string[];
  rows: readonly Record<string, string>[];
}

const separators = [',', ';', '\t'] as const;

const separatorLine = /^sep=[,;\t]\n/i;

/** The columns that the first line of a text names; none where it can't be the head of a table. */
export function csvColumns(text: string | undefined): readonly string[] {
  const start = (text ?? '').slice(0, 4000).replace(/\r\n?/g, '\n');
  const header = start.replace(separatorLine, '').split('\n', 1)[0];
  if (header === '' || header.length > 2000 || /^[[{<]/.test(header)) return [];
  return readCsv('csv', header.replace(/"/g, '')).columns;
}

/**
 * Reads a CSV text with a header line; the separator is the one of comma, semicolon and tab that the header uses most.
 *
 * @remarks RFC 4180: quoted cells may hold separators, line ends and doubled quotes. A row with more cells than columns is refused,
 * since a shifted cell would be read as something else.
 */
export function readCsv(format: string, content: string): CsvTable {
  // Whatever ends the lines, in cells too; spreadsheets may name the separator in a line of its own.
  const text = content.replace(/\r\n?/g, '\n').replace(separatorLine, '');
  const header = text.split('\n', 1)[0];
  const separator = separators.reduce((best, next) =>
    count(header, next) > count(header, best) ? next : best,
  );
  const [names, ...lines] = cellsOf(format, text, separator);
  const columns = (names ?? []).map(columnName);
  const rows = lines
    .map((cells, index) => ({ cells, line: index + 2 }))
    .filter(({ cells }) => cells.some(cell => cell.trim() !== ''))
    .map(({ cells, line }) => {
      if (cells.length > columns.length) {
        throw new FormatError(
          `${format}: row ${line} has ${cells.length} cells for ${columns.length} columns`,
        );
      }
      return Object.fromEntries(
        columns.map((column, place) => [column, (cells[place] ?? '').trim()]),
      );
    });
  return { columns, rows };
}

/** A column's name without regard to case, spaces and dashes. */
export function columnName(text: string): string {
  return text
    .trim()
    .toLowerCase()
    .replace(/[\s-]+/g, '_');
}

function count(text: string, separator: string): number {
  return text.split(separator).length;
}

function cellsOf(format: string, text: string, separator: string): string[][] {
  const lines: string[][] = [];
  let cells: string[] = [];
  let cell = '';
  let quoted = false;
  for (let index = 0; index < text.length; index += 1) {
    const character = text[index];
    if (quoted) {
      if (character !== '"') cell += character;
      else if (text[index + 1] === '"') {
        cell += '"';
        index += 1;
      } else quoted = false;
    } else if (character === '"' && cell.trim() === '') {
      cell = '';
      quoted = true;
    } else if (character === separator) {
      cells.push(cell);
      cell = '';
    } else if (character === '\n') {
      lines.push([...cells, cell]);
      cells = [];
      cell = '';
    } else {
      cell += character;
    }
  }
  if (quoted) throw new FormatError(`${format}: a quote is not closed`);
  if (cell !== '' || cells.length > 0) lines.push([...cells, cell]);
  return lines;
}
