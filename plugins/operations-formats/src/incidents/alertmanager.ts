import { toIso } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { shaped } from '../shared/shape';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { alert, alertEpisode } from './alertEpisodes';

const notification = z.looseObject({
  version: z.string(),
  truncatedAlerts: z.number().optional(),
  alerts: z.array(alert).min(1, { message: 'holds no alert' }),
});

function isNotification(
  document: unknown,
): document is Record<string, unknown> {
  return (
    isRecord(document) &&
    typeof document.version === 'string' &&
    typeof document.groupKey === 'string' &&
    Array.isArray(document.alerts) &&
    !('orgId' in document)
  );
}

/**
 * Alertmanager's webhook notification.
 *
 * @remarks
 * The group's status says firing as long as any alert fires, so each alert's own status is read; senders older than 0.5 write none, then
 * its end tells. A resolved notification may never come.
 * @public
 */
export const alertmanager: Format = {
  id: 'alertmanager',
  title: 'Alertmanager notifications',
  tool: 'alertmanager',
  versions: 'webhook version 4',
  mediaTypes: ['application/json'],
  detect: file => isNotification(file.json),
  parse(file, context) {
    const document = file.requireObject('alertmanager');
    if (!isNotification(document)) {
      throw new FormatError(
        `alertmanager: expected a webhook notification, found ${describe(
          document,
        )}`,
      );
    }
    if (document.version !== '4') {
      throw new FormatError(
        `alertmanager: webhook version ${document.version} is not understood, only 4`,
      );
    }
    const { alerts, truncatedAlerts } = shaped(
      'alertmanager',
      notification,
      document,
    );
    const now = toIso(context.now);
    return {
      formatVersion: '4',
      items: alerts.map(one =>
        alertEpisode('alertmanager', one, context, now, false),
      ),
      warnings: truncatedAlerts
        ? [`the sender left out ${truncatedAlerts} alerts`]
        : [],
    };
  },
};
