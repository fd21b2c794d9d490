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
