import { EntityProfile } from '@backstage-operations/plugin-operations-common';
import { PrometheusClient } from './PrometheusClient';
import { listed, SERVICE } from './recordedSlos';

/**
 * The servers that are asked about an entity.
 *
 * @remarks
 * The annotation `prometheus.io/service-name` is used in two ways: some portals name the server in it, others the service. Where it names
 * a server that is configured, only that one is asked; else all are.
 */
export function instancesOf(
  entity: EntityProfile,
  clients: readonly PrometheusClient[],
): readonly PrometheusClient[] {
  const names = listed(entity.annotations[SERVICE]);
  const named = clients.filter(({ name }) => names.includes(name));
  return named.length > 0 ? named : clients;
}
