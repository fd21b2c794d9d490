import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { csvColumns, CsvTable, readCsv } from '../shared/csv';
import { observation } from '../shared/records';
import { auditOutcome, auditRecord, auditType } from './auditRecord';
import { findingOfRow, hasFindingColumns } from './findingRow';

const name = 'audit-findings-csv';

/**
 * Findings of one audit as CSV.
 *
 * @remarks
 * A list of findings says nothing of the outcome: unless a column does, the audit is taken for one under way, whose findings count and
 * which has not been passed. The kind of audit comes from a column `type` or from `scope`.
 * @public
 */
export const auditCsv: Format = {
  id: name,
  title: 'Audit findings as CSV',
  tool: 'csv',
  versions: 'columns id, title and severity, due, closed or status',
  mediaTypes: ['text/csv'],
  detect: ({ text }) => {
    const columns = csvColumns(text);
    return hasFindingColumns(columns) && !columns.some(isTicketColumn);
  },
  parse(file, context) {
    const table = readCsv(name, file.requireText(name));
    if (!hasFindingColumns(table.columns)) {
      throw new FormatError(
        `${name}: expected columns for id, title and severity, due, closed or status; found ${table.columns
          .join(', ')
          .slice(0, 200)}`,
      );
    }
    if (table.rows.length === 0) {
      throw new FormatError(`${name}: the list holds no finding`);
    }
    const type = auditType(name, only(table, 'type') ?? context.scope);
    const outcomeText = only(table, 'outcome');
    const observedAt = observation(context);
    const read = { zone: context.timeZone, at: observedAt };
    const standard = only(table, 'standard');
    return {
      items: [
        auditRecord(context, name, [type, standard].filter(Boolean).join(' '), {
          type,
          outcome: outcomeText
            ? auditOutcome(name, outcomeText)
            : 'in-progress',
          ...(standard ? { standard: standard.slice(0, 253) } : {}),
          ...(outcomeText ? { completedAt: observedAt } : {}),
          findings: table.rows.map(row => findingOfRow(name, row, read)),
        }),
      ],
      warnings: outcomeText
        ? []
        : [
            'the file says no outcome: its findings count, but it is not taken for a passed audit',
          ],
    };
  },
};

function isTicketColumn(column: string): boolean {
  return /response/.test(column);
}

/** The one value of a column; several are refused, because they would be several audits. */
function only({ rows, columns }: CsvTable, column: string): string | undefined {
  if (!columns.includes(column)) return undefined;
  const values = new Set(rows.map(row => row[column]).filter(Boolean));
  if (values.size > 1) {
    throw new FormatError(
      `${name}: column ${column} has several values (${[...values]
        .slice(0, 3)
        .join(', ')}); send one file for each audit`,
    );
  }
  return [...values][0];
}
