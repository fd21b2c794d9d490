/**
 * Incidents of public status pages.
 *
 * @packageDocumentation
 */
export { operationsModuleStatuspage as default } from './module';
