import {
  JsonApi,
  operationsCollectorsExtensionPoint,
} from '@backstage-operations/plugin-operations-node';
import { tierOf } from '@backstage-operations/plugin-operations-formats';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  DefaultGithubCredentialsProvider,
  ScmIntegrations,
} from '@backstage/integration';
import { durationToMilliseconds, HumanDuration } from '@backstage/types';
import { SupportCollector } from './SupportCollector';
import { DeskSettings, SupportDesk } from './SupportDesk';
import { supportDesks } from './tools';

/** Reads support tickets from the configured desks; does nothing while none is. */
export const operationsModuleSupport = createBackendModule({
  pluginId: 'operations',
  moduleId: 'support',
  register(env) {
    env.registerInit({
      deps: {
        collectors: operationsCollectorsExtensionPoint,
        config: coreServices.rootConfig,
      },
      async init({ collectors, config }) {
        const own = config.getOptionalConfig('operations.support');
        if (!own) return;
        const tokens = DefaultGithubCredentialsProvider.fromIntegrations(
          ScmIntegrations.fromConfig(config),
        );
        for (const desk of supportDesks) {
          const section = own.getOptionalConfig(`desks.${desk.id}`);
          if (!section) continue;
          const settings = settingsOf(desk, section);
          collectors.addCollectors(
            SupportCollector.create({
              desk,
              settings,
              apiFor: keptApi(desk, async value => {
                if (settings.token || desk.id !== 'github') return settings;
                const url = `https://github.com/${value}`;
                const { token } = await tokens.getCredentials({ url });
                return { ...settings, token };
              }),
              every: duration(own, 'every', { hours: 1 }),
              reach: durationToMilliseconds(
                duration(own, 'since', { years: 1 }),
              ),
            }),
          );
        }
      },
    });
  },
});

/** One client for as long as its credential holds, since the client knows of the rate limit. */
function keptApi(
  desk: SupportDesk,
  settingsFor: (value: string) => Promise<DeskSettings>,
): (value: string) => Promise<JsonApi> {
  let kept: { key: string; api: JsonApi } | undefined;
  return async value => {
    const headers = desk.headers(await settingsFor(value));
    const key = JSON.stringify(headers);
    if (kept?.key !== key) {
      kept = { key, api: JsonApi.create({ name: desk.title, headers }) };
    }
    return kept.api;
  };
}

function duration(
  config: Config,
  key: string,
  usual: HumanDuration,
): HumanDuration {
  return config.has(key) ? readDurationFromConfig(config, { key }) : usual;
}

function settingsOf(desk: SupportDesk, section: Config): DeskSettings {
  const key = `operations.support.desks.${desk.id}`;
  const url = section.getOptionalString('url') ?? desk.url;
  if (!url) throw new InputError(`${key}.url is not configured`);
  const named = section.getOptionalString('defaultTier');
  const defaultTier = named === undefined ? undefined : tierOf(named);
  if (named !== undefined && !defaultTier) {
    throw new InputError(`${key}.defaultTier: must be one of P1, P2, P3, P4`);
  }
  return {
    url: url.replace(/\/+$/, ''),
    user: section.getOptionalString('user'),
    token: section.getOptionalString('token'),
    label: section.getOptionalString('label'),
    incidentLabel: section.getOptionalString('incidentLabel'),
    defaultTier,
  };
}
