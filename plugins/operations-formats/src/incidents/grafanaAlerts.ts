import { toIso } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { shaped } from '../shared/shape';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { alert, alertEpisode } from './alertEpisodes';

const notification = z.looseObject({
  version: z.string().optional(),
  truncatedAlerts: z.number().optional(),
  alerts: z.array(alert).min(1, { message: 'holds no alert' }),
});

function isNotification(
  document: unknown,
): document is Record<string, unknown> {
  return (
    isRecord(document) &&
    'orgId' in document &&
    Array.isArray(document.alerts) &&
    typeof document.status === 'string'
  );
}

/** The button "Test" of a contact point sends this. */
function isTest({ labels, generatorURL }: z.infer<typeof alert>): boolean {
  return (
    labels.alertname === 'TestAlert' &&
    (labels.instance === 'Grafana' || (generatorURL ?? '').startsWith('?'))
  );
}

/**
 * The webhook notification of Grafana's own alerting.
 *
 * @remarks Like Alertmanager's, but with an organisation and a version of its own. Test notifications are kept as tests.
 * @public
 */
export const grafanaAlerts: Format = {
  id: 'grafana',
  title: 'Grafana alert notifications',
  tool: 'grafana',
  versions: 'webhook version 1 (Grafana 9 – 12)',
  mediaTypes: ['application/json'],
  detect: file => isNotification(file.json),
  parse(file, context) {
    const document = file.requireObject('grafana');
    if (!isNotification(document)) {
      throw new FormatError(
        `grafana: expected a webhook notification, found ${describe(document)}`,
      );
    }
    const version = document.version ?? '1';
    if (version !== '1') {
      throw new FormatError(
        `grafana: webhook version ${String(version)} is not understood, only 1`,
      );
    }
    const { alerts, truncatedAlerts } = shaped(
      'grafana',
      notification,
      document,
    );
    const now = toIso(context.now);
    return {
      formatVersion: '1',
      items: alerts.map(one =>
        alertEpisode('grafana', one, context, now, isTest(one)),
      ),
      warnings: truncatedAlerts
        ? [`the sender left out ${truncatedAlerts} alerts`]
        : [],
    };
  },
};
