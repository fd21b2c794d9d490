import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { columnName } from '../shared/csv';
import { refuseErrorBody } from '../vulnerabilities/errorBody';
import { supportPeriods } from './supportPeriods';
import { missingColumns, settledTickets, ticketOfRow } from './Ticket';

const name = 'support-tickets-json';

/**
 * Support tickets as a JSON list, or as an object with `tickets`, `issues`, `cases`, `items`, `results` or `data`.
 *
 * @remarks The same fields as in CSV, in snake case or camel case. A field that is null in one ticket may be absent in it.
 * @public
 */
export const supportTicketsJson: Format = {
  id: name,
  title: 'Support tickets as JSON',
  tool: 'json',
  versions: 'fields priority, openedAt, firstResponseAt, resolvedAt and csat',
  mediaTypes: ['application/json'],
  detect: ({ json }) => {
    const rows = rowsOf(json);
    return (
      rows !== undefined &&
      rows.length > 0 &&
      missingColumns(columnsOf(rows)).length === 0
    );
  },
  parse(file, context) {
    const document = file.requireJson(name);
    const rows = rowsOf(document);
    if (!rows) {
      refuseErrorBody(name, document);
      throw new FormatError(
        `${name}: expected a list of tickets, found ${describe(document)}`,
      );
    }
    if (rows.length === 0) {
      throw new FormatError(`${name}: the list holds no ticket`);
    }
    const columns = columnsOf(rows);
    const missing = missingColumns(columns);
    if (missing.length > 0) {
      throw new FormatError(
        `${name}: no field says ${missing.join(', ')}; found ${columns
          .join(', ')
          .slice(0, 200)}`,
      );
    }
    const tickets = rows.map((row, index) =>
      ticketOfRow(name, row, index, context.timeZone),
    );
    const settled = settledTickets(tickets);
    return {
      items: supportPeriods(context, name, settled.tickets),
      warnings: settled.warnings,
    };
  },
};

/** Where desks put the list. */
const lists = ['tickets', 'issues', 'cases', 'items', 'results', 'data'];

function rowsOf(document: unknown): Record<string, unknown>[] | undefined {
  const list = isRecord(document)
    ? document[lists.find(key => Array.isArray(document[key])) ?? '']
    : document;
  if (!Array.isArray(list) || !list.every(isRecord)) return undefined;
  return list.map(entry =>
    Object.fromEntries(
      Object.entries(entry).map(([key, value]) => [columnName(key), value]),
    ),
  );
}

function columnsOf(rows: readonly Record<string, unknown>[]): string[] {
  return [...new Set(rows.flatMap(row => Object.keys(row)))];
}
