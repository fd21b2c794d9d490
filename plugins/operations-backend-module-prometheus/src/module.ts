import {
  operationsCollectorsExtensionPoint,
  operationsSeriesExtensionPoint,
} from '@backstage-operations/plugin-operations-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { PrometheusClient } from './PrometheusClient';
import { PrometheusCollector } from './PrometheusCollector';
import { PrometheusSeries } from './PrometheusSeries';

/** Measures SLOs with Prometheus; does nothing while no server is configured. */
export const operationsModulePrometheus = createBackendModule({
  pluginId: 'operations',
  moduleId: 'prometheus',
  register(env) {
    env.registerInit({
      deps: {
        collectors: operationsCollectorsExtensionPoint,
        series: operationsSeriesExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ collectors, series, config, logger }) {
        const own = config.getOptionalConfig('operations.prometheus');
        const clients = (own?.getOptionalConfigArray('instances') ?? []).map(
          instance =>
            PrometheusClient.create({
              name: instance.getString('name'),
              url: instance.getString('url'),
              link: instance.getOptionalString('link'),
              token: instance.getOptionalString('token'),
              fetch,
            }),
        );
        if (!own || clients.length === 0) {
          logger.info(
            'no operations.prometheus.instances, so Prometheus is not asked',
          );
          return;
        }
        const shared = (own.getOptionalConfigArray('slos') ?? []).map(entry =>
          entry.getString('target'),
        );
        series.addSloSeries(PrometheusSeries.create({ clients, shared }));
        collectors.addCollectors(
          PrometheusCollector.create({
            clients,
            every: own.has('every')
              ? readDurationFromConfig(own, { key: 'every' })
              : { minutes: 1 },
            shared,
          }),
        );
      },
    });
  },
});
