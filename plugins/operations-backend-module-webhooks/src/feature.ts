import { operationsIntakeExtensionPoint } from '@backstage-operations/plugin-operations-node';
import {
  coreServices,
  createBackendFeatureLoader,
  createBackendModule,
  RootConfigService,
} from '@backstage/backend-plugin-api';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { eventsExtensionPoint } from '@backstage/plugin-events-node/alpha';
import { createValidator } from './createValidator';
import { Deliveries } from './Deliveries';
import { WebhookTool, webhookTools } from './tools';

const now = () => Date.now();

/** Opens one guarded door per tool: `POST /api/events/http/operations.<tool>`. */
const doors = createBackendModule({
  pluginId: 'events',
  moduleId: 'operations-webhooks',
  register(env) {
    env.registerInit({
      deps: {
        events: eventsExtensionPoint,
        config: coreServices.rootConfig,
        logger: coreServices.logger,
      },
      async init({ events, config, logger }) {
        for (const tool of webhookTools) {
          const secrets = secretsOf(config, tool);
          events.addHttpPostIngress({
            topic: topicOf(tool),
            validator: createValidator(tool, { secrets, now, logger }),
          });
        }
      },
    });
  },
});

/** Stores what came through the doors. */
const receiver = createBackendModule({
  pluginId: 'operations',
  moduleId: 'webhooks',
  register(env) {
    env.registerInit({
      deps: {
        intake: operationsIntakeExtensionPoint,
        events: eventsServiceRef,
        logger: coreServices.logger,
      },
      async init({ intake, events, logger }) {
        const deliveries = Deliveries.create({
          intake,
          logger,
          now,
          pause: millis => new Promise(resolve => setTimeout(resolve, millis)),
        });
        const byTopic = new Map(
          webhookTools.map(tool => [topicOf(tool), tool]),
        );
        await events.subscribe({
          id: 'operations-webhooks',
          topics: [...byTopic.keys()],
          async onEvent({ topic, eventPayload }) {
            const tool = byTopic.get(topic);
            // The sender is answered at once: it would give up long before the last try.
            if (tool) void deliveries.receive(tool, eventPayload);
          },
        });
      },
    });
  },
});

/** Both halves, so that one line installs them. */
export const webhooksFeature = createBackendFeatureLoader({
  *loader() {
    yield doors;
    yield receiver;
  },
});

function topicOf(tool: WebhookTool): string {
  return `operations.${tool.id}`;
}

function secretsOf(config: RootConfigService, tool: WebhookTool): string[] {
  const key = `operations.webhooks.${tool.id}.secret`;
  const value: unknown = config.getOptional(key);
  if (value === undefined) return [];
  return Array.isArray(value)
    ? config.getStringArray(key)
    : [config.getString(key)];
}
