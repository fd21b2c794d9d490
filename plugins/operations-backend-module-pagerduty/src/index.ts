/**
 * Incidents, acknowledgements and on-call cover from PagerDuty.
 *
 * @packageDocumentation
 */
export { operationsModulePagerduty as default } from './module';
