import { operationsCollectorsExtensionPoint } from '@backstage-operations/plugin-operations-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { readDurationFromConfig } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { durationToMilliseconds } from '@backstage/types';
import { DependabotCollector } from './DependabotCollector';
import { GithubApi } from './GithubApi';

/** Reads Dependabot alerts; does nothing unless `operations.github.dependabot` is true. */
export const operationsModuleGithub = createBackendModule({
  pluginId: 'operations',
  moduleId: 'github',
  register(env) {
    env.registerInit({
      deps: {
        collectors: operationsCollectorsExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ collectors, config, logger }) {
        const own = config.getOptionalConfig('operations.github');
        if (!own?.getOptionalBoolean('dependabot')) {
          logger.info(
            'operations.github.dependabot is not true, so GitHub is not asked',
          );
          return;
        }
        const duration = (
          key: string,
          usual: { days?: number; minutes?: number },
        ) => (own.has(key) ? readDurationFromConfig(own, { key }) : usual);
        const integrations = ScmIntegrations.fromConfig(config);
        collectors.addCollectors(
          DependabotCollector.create({
            integrations: integrations.github,
            api: GithubApi.create({
              credentials:
                DefaultGithubCredentialsProvider.fromIntegrations(integrations),
            }),
            every: duration('every', { minutes: 15 }),
            fullEvery: durationToMilliseconds(
              duration('fullEvery', { days: 1 }),
            ),
          }),
        );
      },
    });
  },
});
