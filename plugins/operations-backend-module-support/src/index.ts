/**
 * Support tickets of Jira Service Management, Zendesk and GitHub issues.
 *
 * @packageDocumentation
 */
export { operationsModuleSupport as default } from './module';
