import {
  JsonApi,
  operationsCollectorsExtensionPoint,
} from '@backstage-operations/plugin-operations-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import { StatuspageCollector } from './StatuspageCollector';

/** Reads status pages; does nothing while none is configured. */
export const operationsModuleStatuspage = createBackendModule({
  pluginId: 'operations',
  moduleId: 'statuspage',
  register(env) {
    env.registerInit({
      deps: {
        collectors: operationsCollectorsExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ collectors, config, logger }) {
        const own = config.getOptionalConfig('operations.statuspage');
        const pages = new Map(
          (own?.getOptionalConfigArray('pages') ?? []).map(page => [
            page.getString('name'),
            page.getString('url'),
          ]),
        );
        if (!own || pages.size === 0) {
          logger.info('no operations.statuspage.pages, so no page is read');
          return;
        }
        collectors.addCollectors(
          StatuspageCollector.create({
            pages,
            json: JsonApi.create({ name: 'Statuspage' }),
            every: own.has('every')
              ? readDurationFromConfig(own, { key: 'every' })
              : { minutes: 5 },
          }),
        );
      },
    });
  },
});
