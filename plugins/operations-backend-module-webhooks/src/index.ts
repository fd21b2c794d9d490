/**
 * Alerts and incidents that tools send, each with its signature.
 *
 * @packageDocumentation
 */
export { webhooksFeature as default } from './feature';
