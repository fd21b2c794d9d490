/**
 * Lets anyone act as one of the example people of the example portal; does nothing outside development.
 *
 * @packageDocumentation
 */
export { authModuleDemoProvider as default } from './module';
