import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { csvColumns, readCsv } from '../shared/csv';
import { supportPeriods } from './supportPeriods';
import { missingColumns, settledTickets, ticketOfRow } from './Ticket';

const name = 'support-tickets-csv';

/**
 * Support tickets as CSV, one row each.
 *
 * @remarks Needs priority, opened, first response and resolved; a score from 1 to 5 is read where there is one. A list without tickets says nothing.
 * @public
 */
export const supportTicketsCsv: Format = {
  id: name,
  title: 'Support tickets as CSV',
  tool: 'csv',
  versions:
    'columns priority, opened_at, first_response_at, resolved_at and csat',
  mediaTypes: ['text/csv'],
  detect: ({ text }) => {
    const columns = csvColumns(text);
    return columns.length > 0 && missingColumns(columns).length === 0;
  },
  parse(file, context) {
    const { columns, rows } = readCsv(name, file.requireText(name));
    const missing = missingColumns(columns);
    if (missing.length > 0) {
      throw new FormatError(
        `${name}: no column says ${missing.join(', ')}; found ${columns
          .join(', ')
          .slice(0, 200)}`,
      );
    }
    if (rows.length === 0) {
      throw new FormatError(`${name}: the list holds no ticket`);
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
