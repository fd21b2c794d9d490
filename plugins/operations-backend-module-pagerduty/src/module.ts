import {
  JsonApi,
  operationsCollectorsExtensionPoint,
} from '@backstage-operations/plugin-operations-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { durationToMilliseconds } from '@backstage/types';
import { PagerdutyApi } from './PagerdutyApi';
import { PagerdutyCollector } from './PagerdutyCollector';

/** Asks PagerDuty; does nothing while no key is configured. */
export const operationsModulePagerduty = createBackendModule({
  pluginId: 'operations',
  moduleId: 'pagerduty',
  register(env) {
    env.registerInit({
      deps: {
        collectors: operationsCollectorsExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ collectors, config, logger }) {
        const own = config.getOptionalConfig('operations.pagerduty');
        const token = own?.getOptionalString('token');
        if (!own || !token) {
          logger.info(
            'no operations.pagerduty.token, so PagerDuty is not asked',
          );
          return;
        }
        const duration = (
          key: string,
          usual: { years?: number; minutes?: number },
        ) => (own.has(key) ? readDurationFromConfig(own, { key }) : usual);
        collectors.addCollectors(
          PagerdutyCollector.create({
            api: PagerdutyApi.create({
              url: own.getOptionalString('url') ?? 'https://api.pagerduty.com',
              json: JsonApi.create({
                name: 'PagerDuty',
                headers: {
                  accept: 'application/vnd.pagerduty+json;version=2',
                  authorization: `Token token=${token}`,
                },
              }),
            }),
            every: duration('every', { minutes: 5 }),
            reach: durationToMilliseconds(duration('since', { years: 5 })),
          }),
        );
      },
    });
  },
});
