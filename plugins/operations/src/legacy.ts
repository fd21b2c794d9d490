/**
 * The Operations tab and page for apps on the old frontend system.
 *
 * @packageDocumentation
 */
export {
  EntityOperationsContent,
  isOperationsAvailable,
  OperationsPage,
  operationsPlugin,
} from './legacyPlugin';
