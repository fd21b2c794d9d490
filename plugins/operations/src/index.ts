/**
 * The Operations tab of every entity and the Operations page, for the new frontend system.
 *
 * @packageDocumentation
 */
export { operationsPlugin as default } from './plugin';
export { operationsApiRef } from './api/operationsApiRef';
export type { OperationsPageApi } from './api/operationsApiRef';
