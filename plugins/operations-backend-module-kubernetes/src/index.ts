/**
 * Velero backups, restores and schedules from Kubernetes.
 *
 * @packageDocumentation
 */
export { operationsModuleKubernetes as default } from './module';
