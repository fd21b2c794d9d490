import { FormatError } from '../FormatError';
import { dayOrTime } from '../shared/days';
import { clipped } from '../shared/text';
import { severityOfWord } from '../vulnerabilities/severity';
import { AuditFinding } from './auditRecord';

/** The columns of a table of findings, by the names that people give them. */
const names = {
  id: ['id', 'finding_id', 'key', 'ref', 'reference', 'no', 'number'],
  title: ['title', 'finding', 'summary', 'name', 'description'],
  severity: ['severity', 'risk', 'rating', 'priority'],
  opened: ['opened', 'opened_at', 'created', 'created_at', 'found', 'raised'],
  due: ['due', 'due_at', 'due_date', 'target_date', 'deadline'],
  closed: ['closed', 'closed_at', 'resolved', 'resolved_at', 'fixed'],
  status: ['status', 'state'],
  remediation: ['remediation', 'action', 'recommendation', 'fix'],
} as const;

type Field = keyof typeof names;

const closedWords = /^(closed|done|fixed|resolved|remediated|verified)$/i;

/** Whether a table's columns are those of audit findings. */
export function hasFindingColumns(columns: readonly string[]): boolean {
  return (
    columnOf('id', columns) !== undefined &&
    columnOf('title', columns) !== undefined &&
    (['severity', 'due', 'closed', 'status'] as const).some(
      field => columnOf(field, columns) !== undefined,
    )
  );
}

/**
 * A row of a table of findings.
 *
 * @param read - zone of days, and when the table was read: what it calls closed without a date was closed by then
 */
export function findingOfRow(
  format: string,
  row: Readonly<Record<string, string>>,
  read: { zone?: string; at: string },
): AuditFinding {
  const columns = Object.keys(row);
  const cell = (field: Field): string => {
    const column = columnOf(field, columns);
    const text = column === undefined ? '' : row[column].trim();
    return text === '-' || text === '–' ? '' : text;
  };
  if (!cell('id') || !cell('title')) {
    throw new FormatError(
      `${format}: a finding has no ${
        cell('id') ? 'title' : 'id'
      }: ${JSON.stringify(row).slice(0, 120)}`,
    );
  }
  const { zone } = read;
  const openedAt = dayOrTime(format, cell('opened'), 'start', zone);
  const dueAt = dayOrTime(format, cell('due'), 'end', zone);
  const closedOn = dayOrTime(format, cell('closed'), 'start', zone);
  const closedAt =
    closedOn ?? (closedWords.test(cell('status')) ? read.at : undefined);
  const severity = cell('severity');
  const remediation = cell('remediation');
  return {
    id: clipped(cell('id'), 253),
    title: clipped(cell('title'), 500),
    ...(severity ? { severity: severityOfWord(severity) } : {}),
    ...(openedAt ? { openedAt } : {}),
    ...(dueAt ? { dueAt } : {}),
    ...(closedAt ? { closedAt } : {}),
    ...(remediation ? { remediation: clipped(remediation, 2000) } : {}),
  };
}

function columnOf(
  field: Field,
  columns: readonly string[],
): string | undefined {
  const known: readonly string[] = names[field];
  return known.find(name => columns.includes(name));
}
