/**
 * The backend of Operations: ledger, evaluation, scorecards, decisions, HTTP API.
 *
 * @packageDocumentation
 */
export { operationsPlugin as default } from './plugin';
