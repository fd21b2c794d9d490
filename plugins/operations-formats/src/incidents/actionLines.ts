import { FormatError } from '../FormatError';
import { columnNamed } from '../shared/columns';
import { columnName } from '../shared/csv';
import { dayOrTime } from '../shared/days';
import {
  cellsOf,
  isTable,
  TableLines,
  tablesOf,
} from '../shared/markdownTables';

/** An action item as a line of a list of tasks, wherever it stood. */
export interface ActionLine {
  /** Number of its line in the section, which names it. */
  index: number;
  line: string;
}

const names = {
  action: [
    'action',
    'action item',
    'item',
    'title',
    'task',
    'what',
    'todo',
    'description',
  ],
  owner: ['owner', 'assignee', 'assigned to', 'responsible', 'who'],
  due: ['due', 'due date', 'due by', 'deadline', 'target date', 'by', 'when'],
  done: ['done', 'done at', 'completed', 'completed at', 'closed'],
  status: ['status', 'state'],
} as const;

const doneWords = /^(?:done|closed|completed?|fixed|resolved|yes|x)\b|^[✅✔]/iu;

/** What people write where there is nothing yet. */
const empty = /^([-–—]|n\/?a|tb[dac]|none|no|open|\?+)?$/i;

/**
 * The action items of a review as tasks: lists with boxes or without, numbered ones, and tables.
 *
 * @remarks An item without a box is open.
 * @throws FormatError where a table has no column for what is to be done, or a date that is none
 */
export function actionLines(format: string, section: string): ActionLine[] {
  const tables = tablesOf({ line: 0, text: section });
  const taken = new Set(
    tables.flatMap(({ line, lines }) => lines.map((_, row) => line + row)),
  );
  const listed = section.split('\n').flatMap((text, index) => {
    const [, said] = /^(?:[-*+]|\d+[.)])\s+(\S.*)$/.exec(text.trim()) ?? [];
    if (taken.has(index) || said === undefined || empty.test(said)) return [];
    const task = /^\[[ xX]\]\s/.test(said) ? said : `[ ] ${said}`;
    return { index, line: `- ${task}` };
  });
  return [...listed, ...tables.flatMap(table => rowsOf(format, table))].sort(
    (a, b) => a.index - b.index,
  );
}

function rowsOf(format: string, table: TableLines): ActionLine[] {
  const [head, , ...rows] = table.lines.map(cellsOf);
  const columns = head.map(columnName);
  const place = (field: keyof typeof names) => {
    const found = columnNamed(names[field], columns);
    return found === undefined ? -1 : columns.indexOf(found);
  };
  if (!isTable(table) || place('action') < 0) {
    throw new FormatError(
      `${format}: the table of action items needs a column for the action, below its head a line of dashes; it has ${columns.join(
        ', ',
      )}`,
    );
  }
  return rows.flatMap((cells, row) => {
    const cell = (field: keyof typeof names) => {
      const text = cells[place(field)] ?? '';
      return empty.test(text) ? '' : text;
    };
    const action = cell('action');
    if (!action) return [];
    const where = `${format}: action item "${action.slice(0, 40)}"`;
    const isWord =
      doneWords.test(cell('done')) || doneWords.test(cell('status'));
    const doneOn = /\d/.test(cell('done'))
      ? dayOrTime(`${where}: done`, cell('done'), 'end', 'utc')
      : undefined;
    const due = dayOrTime(`${where}: due`, cell('due'), 'end', 'utc');
    const notes = [
      cell('owner') && `owner: ${cell('owner').replace(/^@/, '')}`,
      due && `due: ${cell('due').slice(0, 10)}`,
      doneOn && `done: ${cell('done').slice(0, 10)}`,
    ].filter(Boolean);
    const box = isWord || doneOn ? 'x' : ' ';
    const noted = notes.length > 0 ? ` (${notes.join(', ')})` : '';
    return {
      index: table.line + 2 + row,
      line: `- [${box}] ${action}${noted}`,
    };
  });
}
