/**
 * Pure readers of the output of backup, vulnerability, monitoring and audit tools.
 *
 * @packageDocumentation
 */
export * from './Format';
export { FormatError } from './FormatError';
export { FormatFile } from './FormatFile';
export * from './registry';
export * from './native/proofFiles';
export { readEpss } from './enrichment/epss';
export type { ExploitScores } from './enrichment/epss';
export { readKev } from './enrichment/kev';
export type { ExploitedCatalogue, KnownExploited } from './enrichment/kev';
export { openSloObjectiveName, openSloObjects } from './slos/openSloObjects';
export { tierOf } from './support/Ticket';
export type { Ticket } from './support/Ticket';
export { supportPeriods } from './support/supportPeriods';
