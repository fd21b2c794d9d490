import { z } from 'zod';
import { shaped } from '../shared/shape';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { webUrl } from '../shared/text';
import { incidentEvent } from './incidentRecord';

const entry = z.looseObject({
  id: z.string(),
  type: z.string(),
  created_at: z.string(),
  channel: z.looseObject({ type: z.string().nullish() }).nullish(),
  incident: z
    .looseObject({
      id: z.string(),
      summary: z.string().nullish(),
      html_url: z.string().nullish(),
    })
    .nullish(),
});

const types = [
  { begins: 'trigger_', type: 'triggered', status: 'triggered' },
  // The schema of the API says acknowledgement_, its answers say acknowledge_.
  { begins: 'acknowledge', type: 'acknowledged', status: 'acknowledged' },
  { begins: 'resolve_', type: 'resolved', status: 'resolved' },
  { begins: 'reopen', type: 'reopened', status: 'triggered' },
] as const;

function listed(document: unknown): unknown[] | undefined {
  if (!isRecord(document)) return undefined;
  if (isRecord(document.log_entry)) return [document.log_entry];
  return Array.isArray(document.log_entries) ? document.log_entries : undefined;
}

/**
 * Log entries of PagerDuty incidents: when each was triggered, first acknowledged, resolved and reopened.
 *
 * @remarks Other entries (notifications, escalations, assignments) are left out, they are no acknowledgement.
 * @public
 */
export const pagerdutyLogEntries: Format = {
  id: 'pagerduty-log-entries',
  title: 'PagerDuty log entries',
  tool: 'pagerduty',
  versions: 'REST API v2',
  mediaTypes: ['application/json'],
  detect: file => {
    const list = listed(file.json);
    return (
      list !== undefined &&
      list.every(one => isRecord(one) && String(one.type).includes('log_entry'))
    );
  },
  parse(file, context) {
    const document = file.requireObject('pagerduty-log-entries');
    const list = listed(document);
    if (!list) {
      throw new FormatError(
        `pagerduty-log-entries: expected log_entries, found ${describe(
          document,
        )}`,
      );
    }
    const entries = shaped('pagerduty-log-entries', z.array(entry), list);
    let homeless = 0;
    const items = entries.flatMap(one => {
      const kind = types.find(({ begins }) => one.type.startsWith(begins));
      if (!kind) return [];
      if (!one.incident) {
        homeless += 1;
        return [];
      }
      const { id, summary, html_url: link } = one.incident;
      const url = webUrl(link);
      const at = instantOf('pagerduty-log-entries', one.created_at) ?? '';
      return incidentEvent(
        context,
        'pagerduty',
        { id: one.id, incident: id, type: kind.type, at },
        {
          title: summary ?? `PagerDuty incident ${id}`,
          status: kind.status,
          ...(kind.type === 'triggered'
            ? { segments: [{ startedAt: at }] }
            : {}),
          ...(url ? { url } : {}),
        },
      );
    });
    return {
      formatVersion: 'v2',
      items,
      warnings: [
        ...(document.more === true
          ? ['there are more pages: this is not all']
          : []),
        ...(homeless > 0
          ? [
              `${homeless} entries name no incident; ask with include[]=incidents`,
            ]
          : []),
      ],
    };
  },
};
