import { operationsCollectorsExtensionPoint } from '@backstage-operations/plugin-operations-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { KubernetesApi } from './KubernetesApi';
import { VeleroCollector } from './VeleroCollector';

/** Reads Velero's resources; does nothing while no cluster is configured. */
export const operationsModuleKubernetes = createBackendModule({
  pluginId: 'operations',
  moduleId: 'kubernetes',
  register(env) {
    env.registerInit({
      deps: {
        collectors: operationsCollectorsExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ collectors, config, logger }) {
        const own = config.getOptionalConfig('operations.kubernetes');
        const clusters = own?.getOptionalConfigArray('clusters') ?? [];
        if (!own || clusters.length === 0) {
          logger.info(
            'no operations.kubernetes.clusters, so Kubernetes is not asked',
          );
          return;
        }
        collectors.addCollectors(
          VeleroCollector.create({
            clusters: clusters.map(cluster => ({
              name: cluster.getString('name'),
              namespace:
                cluster.getOptionalString('veleroNamespace') ?? 'velero',
              api: KubernetesApi.create({
                name: cluster.getString('name'),
                url: cluster.getString('url'),
                token: cluster.getOptionalString('token'),
                caData: cluster.getOptionalString('caData'),
              }),
            })),
            every: own.has('every')
              ? readDurationFromConfig(own, { key: 'every' })
              : { minutes: 10 },
          }),
        );
      },
    });
  },
});
