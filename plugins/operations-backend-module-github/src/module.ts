import { operationsCollectorsExtensionPoint } from '@backstage-operations/plugin-operations-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { DependabotCollector } from './DependabotCollector';
import { GithubApi } from './GithubApi';
import { IncidentCollector } from './IncidentCollector';

function duration(
  config: Config,
  key: string,
  usual: HumanDuration,
): HumanDuration {
  return config.has(key) ? readDurationFromConfig(config, { key }) : usual;
}

/** Reads Dependabot alerts and issues labelled as incidents, each only where the configuration asks for it. */
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
        const dependabot = own?.getOptionalBoolean('dependabot') ?? false;
        const incidents = own?.getOptionalConfig('incidents');
        if (!own || !(dependabot || incidents)) {
          logger.info(
            'neither operations.github.dependabot nor operations.github.incidents is set, so GitHub is not asked',
          );
          return;
        }
        const scm = ScmIntegrations.fromConfig(config);
        const integrations = scm.github;
        const api = GithubApi.create({
          credentials: DefaultGithubCredentialsProvider.fromIntegrations(scm),
        });
        if (dependabot) {
          collectors.addCollectors(
            DependabotCollector.create({
              integrations,
              api,
              every: duration(own, 'every', { minutes: 15 }),
              fullEvery: durationToMilliseconds(
                duration(own, 'fullEvery', { days: 1 }),
              ),
            }),
          );
        }
        if (incidents) {
          collectors.addCollectors(
            IncidentCollector.create({
              integrations,
              api,
              every: duration(incidents, 'every', { minutes: 15 }),
              label: incidents.getOptionalString('label') ?? 'incident',
            }),
          );
        }
      },
    });
  },
});
