import {
  JsonApi,
  operationsCollectorsExtensionPoint,
} from '@backstage-operations/plugin-operations-node';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { MonitoringCollector } from './MonitoringCollector';
import { MonitoringTool, ToolSettings } from './MonitoringTool';
import { monitoringTools } from './tools';

/** Asks the configured monitoring tools; does nothing while none is. */
export const operationsModuleMonitoring = createBackendModule({
  pluginId: 'operations',
  moduleId: 'monitoring',
  register(env) {
    env.registerInit({
      deps: {
        collectors: operationsCollectorsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ collectors, config }) {
        const own = config.getOptionalConfig('operations.monitoring');
        if (!own) return;
        const every = own.has('every')
          ? readDurationFromConfig(own, { key: 'every' })
          : { minutes: 5 };
        for (const tool of monitoringTools) {
          const section = own.getOptionalConfig(`tools.${tool.key ?? tool.id}`);
          if (!section) continue;
          const settings = settingsOf(tool, section);
          collectors.addCollectors(
            MonitoringCollector.create({
              tool,
              settings,
              api: JsonApi.create({
                name: tool.title,
                headers: tool.headers(settings),
              }),
              every,
            }),
          );
        }
      },
    });
  },
});

function settingsOf(tool: MonitoringTool, section: Config): ToolSettings {
  const url = section.getOptionalString('url') ?? tool.url;
  if (!url) {
    throw new InputError(
      `operations.monitoring.tools.${
        tool.key ?? tool.id
      }.url is not configured`,
    );
  }
  return {
    url: url.replace(/\/+$/, ''),
    token: section.getOptionalString('token'),
    applicationKey: section.getOptionalString('applicationKey'),
    account: section.getOptionalNumber('account'),
    tenant: section.getOptionalString('tenant'),
    target: section.getOptionalNumber('target') ?? 0.999,
    link: section.getOptionalString('link'),
  };
}
