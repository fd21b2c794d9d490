import { Format } from '../Format';
import { supportTicketsCsv } from './supportTicketsCsv';
import { supportTicketsJson } from './supportTicketsJson';

/** Formats of support tickets. */
export const supportFormats: readonly Format[] = [
  supportTicketsCsv,
  supportTicketsJson,
];
