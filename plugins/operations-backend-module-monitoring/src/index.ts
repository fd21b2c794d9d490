/**
 * SLOs, uptime and verified links of the monitoring tools that have no module of their own.
 *
 * @packageDocumentation
 */
export { operationsModuleMonitoring as default } from './module';
