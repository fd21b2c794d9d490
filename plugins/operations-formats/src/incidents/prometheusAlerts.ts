import { toIso } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, FormatFile, isRecord } from '../FormatFile';
import { shaped } from '../shared/shape';
import { alertEpisode } from './alertEpisodes';

const format = 'prometheus-alerts';

const alerts = z.array(
  z.looseObject({
    labels: z.record(z.string(), z.string()),
    annotations: z.record(z.string(), z.string()).optional(),
    state: z.string(),
    activeAt: z.string(),
  }),
);

/** The list in an answer to `/api/v1/alerts`, or those of all rules in one to `/api/v1/rules`; undefined for anything else. */
function listed(document: unknown): unknown[] | undefined {
  if (!isRecord(document) || document.status !== 'success') return undefined;
  const { data } = document;
  if (!isRecord(data)) return undefined;
  if (Array.isArray(data.alerts)) return data.alerts;
  if (!Array.isArray(data.groups)) return undefined;
  const rules = data.groups.flatMap(group =>
    isRecord(group) && Array.isArray(group.rules) ? group.rules : [],
  );
  const alerting = rules.filter(
    rule => isRecord(rule) && rule.type === 'alerting',
  );
  return alerting.length > 0
    ? alerting.flatMap(({ alerts: own }) => (Array.isArray(own) ? own : []))
    : undefined;
}

/**
 * Alerts that Prometheus answers to be active: `/api/v1/alerts`, or `/api/v1/rules` with the alerts of each rule.
 *
 * @remarks
 * Those that fire are taken, from when their condition began to hold; pending ones are not alerts yet. An alert that ended is no longer in
 * the answer, so that it ended is never told here: Alertmanager's notifications do.
 * @public
 */
export const prometheusAlerts: Format = {
  id: format,
  title: 'Active alerts of Prometheus',
  tool: 'prometheus',
  versions: 'Prometheus HTTP API v1',
  mediaTypes: ['application/json'],
  detect: (file: FormatFile) => listed(file.json) !== undefined,
  parse(file, context) {
    const document = file.requireObject(format);
    if (document.status === 'error') {
      throw new FormatError(
        `${format}: Prometheus answered with an error: ${String(
          document.error,
        )}`,
      );
    }
    const list = listed(document);
    if (!list) {
      throw new FormatError(
        `${format}: expected an answer to /api/v1/alerts, found ${describe(
          document,
        )}`,
      );
    }
    const read = shaped(format, alerts, list);
    const firing = read.filter(({ state }) => state === 'firing');
    const others = read.length - firing.length;
    const now = toIso(context.now);
    return {
      formatVersion: 'v1',
      items: firing.map(({ labels, annotations, activeAt }) =>
        alertEpisode(
          'prometheus',
          { status: 'firing', labels, annotations, startsAt: activeAt },
          context,
          now,
          false,
        ),
      ),
      warnings: [
        ...(others > 0
          ? [`${others} alerts are pending, none of them fires`]
          : []),
        firing.length > 0
          ? 'the answer tells what is active, never when it ended'
          : 'no alert fires',
      ],
    };
  },
};
