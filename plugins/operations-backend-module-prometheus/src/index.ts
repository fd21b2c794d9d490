/**
 * SLOs, alert rules and golden signals from Prometheus.
 *
 * @packageDocumentation
 */
export { operationsModulePrometheus as default } from './module';
