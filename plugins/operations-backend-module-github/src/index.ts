/**
 * Dependabot alerts, and issues labelled as incidents, from GitHub.
 *
 * @packageDocumentation
 */
export { operationsModuleGithub as default } from './module';
