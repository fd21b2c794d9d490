import { Millis } from '@backstage-operations/plugin-operations-common';
import { LoggerService } from '@backstage/backend-plugin-api';
import { RequestValidator } from '@backstage/plugin-events-node';
import { WebhookTool } from './tools';

/** Lets a delivery in when it proves to know one of the secrets; without secrets it lets nothing in. */
export function createValidator(
  tool: WebhookTool,
  options: {
    secrets: readonly string[];
    now: () => Millis;
    logger: LoggerService;
  },
): RequestValidator {
  const { secrets, now, logger } = options;
  return async (request, context) => {
    const body = request.raw.body;
    const reasons = secrets.map(secret =>
      tool.scheme({ body, headers: request.headers }, secret, now()),
    );
    if (reasons.includes(undefined)) return;
    const reason =
      reasons[0] ?? `operations.webhooks.${tool.id}.secret is not configured`;
    logger.warn(`${tool.id}: a delivery was refused: ${reason}`);
    context.reject({
      status: 403,
      payload: { message: 'the signature or credential is missing or wrong' },
    });
  };
}
