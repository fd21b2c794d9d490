import { z } from 'zod';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { shaped } from '../shared/shape';
import { readAlert, repositoryOf, scanOf } from './dependabot';
import { refuseErrorBody } from './errorBody';

const event = z.looseObject({
  action: z.string(),
  alert: z.unknown(),
  repository: z.looseObject({ full_name: z.string() }).nullish(),
});

/**
 * GitHub's `dependabot_alert` event.
 *
 * @remarks
 * It tells of one alert, so it opens and closes that one and says nothing of the others; whole lists still have to come. It is as old as
 * the change, so that one that is delivered again does not undo what has happened since.
 * @public
 */
export const dependabotWebhook: Format = {
  id: 'dependabot-webhook',
  title: 'Dependabot alert event',
  tool: 'dependabot',
  versions: 'GitHub webhook dependabot_alert',
  mediaTypes: ['application/json'],
  detect: ({ json }) =>
    isRecord(json) &&
    typeof json.action === 'string' &&
    isRecord(json.alert) &&
    isRecord(json.alert.security_advisory),
  parse(file, context) {
    const document = file.requireObject('dependabot-webhook');
    refuseErrorBody('dependabot-webhook', document);
    const read = shaped('dependabot-webhook', event, document);
    const alert = readAlert(read.alert, 'of the event');
    const repository =
      read.repository?.full_name ?? repositoryOf(alert) ?? context.scope;
    if (!repository) {
      throw new FormatError(
        'dependabot-webhook: the event names no repository',
      );
    }
    const observedAt =
      instantOf('dependabot-webhook', alert.updated_at) ?? context.observedAt;
    const item = scanOf([alert], repository, { ...context, observedAt }, true);
    return {
      // Several alerts may change in one second; each event is a record of its own.
      items: [{ ...item, externalId: `${item.externalId} #${alert.number}` }],
      warnings: [],
    };
  },
};
