import { FormatError } from '../FormatError';
import { columnNamed } from '../shared/columns';
import { dayOrTime } from '../shared/days';
import { clipped } from '../shared/text';
import { severityOfWord } from '../vulnerabilities/severity';
import { AuditFinding } from './auditRecord';

/** The columns of a table of findings, by the names that people give them. */
const names = {
  id: [
    'id',
    'finding_id',
    'issue_id',
    'key',
    'ref',
    'reference',
    'no',
    'nr',
    'number',
    '#',
  ],
  title: [
    'title',
    'finding',
    'issue',
    'summary',
    'name',
    'observation',
    'weakness',
    'vulnerability',
    'description',
  ],
  severity: [
    'severity',
    'risk',
    'risk_level',
    'risk_rating',
    'rating',
    'criticality',
    'level',
    'priority',
    'impact',
  ],
  opened: [
    'opened',
    'opened_at',
    'opened_on',
    'created',
    'created_at',
    'found',
    'found_on',
    'raised',
    'identified',
    'discovered',
  ],
  due: [
    'due',
    'due_at',
    'due_by',
    'due_on',
    'due_date',
    'target',
    'target_date',
    'deadline',
    'fix_by',
    'remediate_by',
    'remediation_due',
  ],
  closed: [
    'closed',
    'closed_at',
    'closed_on',
    'date_closed',
    'resolved',
    'resolved_at',
    'fixed',
    'fixed_at',
    'completed_at',
    'remediated_at',
  ],
  status: ['status', 'state'],
  remediation: [
    'remediation',
    'action',
    'recommendation',
    'fix',
    'corrective_action',
  ],
} as const;

type Field = keyof typeof names;

const closedWords = /^(closed|done|fixed|resolved|remediated|verified)$/i;

const openWords = /^(open|re-?opened|in[ -]progress|not |to ?do|new|pending)/i;

/** What people write where there is no date yet. */
const notYet = /^(n\/?a|none|tb[dac]|not yet|no|open|pending|unknown|\?+)$/i;

/** A cell without the marks of emphasis, code and links. */
function plain(text: string): string {
  // Longer than any id, day or word; what is longer would only take long to look through.
  const bare = text
    .slice(0, 1000)
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[*`]|~~/g, '')
    .trim();
  const isUnderlined = bare.startsWith('_') && bare.endsWith('_');
  return isUnderlined ? bare.replace(/^_+|_+$/g, '') : bare;
}

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

/** Whether columns can be nothing but those of findings: lists of controls have an id, a name and a status too. */
export function areFindingColumns(columns: readonly string[]): boolean {
  return (
    hasFindingColumns(columns) &&
    (['severity', 'due'] as const).some(
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
    return /^[-–—]$/.test(text) ? '' : text;
  };
  const id = plain(cell('id'));
  if (!id || !cell('title')) {
    throw new FormatError(
      `${format}: a finding has no ${id ? 'title' : 'id'}: ${JSON.stringify(
        row,
      ).slice(0, 120)}`,
    );
  }
  const day = (field: Field, edge: 'start' | 'end') => {
    const text = plain(cell(field));
    const where = `${format}: finding ${clipped(id, 40)}: ${field}`;
    return notYet.test(text)
      ? undefined
      : dayOrTime(where, text, edge, read.zone);
  };
  const openedAt = day('opened', 'start');
  const dueAt = day('due', 'end');
  const status = plain(cell('status')).replace(/[^\p{L}\s-]/gu, '');
  const isClosed = closedWords.test(status.trim());
  // A date of an earlier closing stays in the table when a finding is opened again.
  const closedOn = openWords.test(status.trim())
    ? undefined
    : day('closed', 'start');
  const closedAt = closedOn ?? (isClosed ? read.at : undefined);
  const severity = plain(cell('severity')).replace(/^[^\p{L}]+/u, '');
  const remediation = cell('remediation');
  return {
    id: clipped(id, 253),
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
  return columnNamed(names[field], columns);
}
