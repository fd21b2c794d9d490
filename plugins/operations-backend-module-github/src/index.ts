/**
 * Dependabot alerts from GitHub.
 *
 * @packageDocumentation
 */
export { operationsModuleGithub as default } from './module';
