import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { shaped } from '../shared/shape';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { webUrl } from '../shared/text';
import {
  earliest,
  incidentEvent,
  incidentRecord,
  latest,
} from './incidentRecord';
import { isMerged } from './pagerdutyWebhook';
import { severityOf } from './severity';

const format = 'pagerduty';

const incident = z.looseObject({
  id: z.string(),
  type: z.string(),
  status: z.string(),
  created_at: z.string(),
  title: z.string().nullish(),
  summary: z.string().nullish(),
  resolved_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  last_status_change_at: z.string().nullish(),
  html_url: z.string().nullish(),
  urgency: z.string().nullish(),
  priority: z.looseObject({ summary: z.string().nullish() }).nullish(),
  resolve_reason: z
    .union([z.string(), z.looseObject({ type: z.string() })])
    .nullish(),
  acknowledgements: z.array(z.looseObject({ at: z.string() })).nullish(),
});

type Read = z.infer<typeof incident>;

function isPagerduty(value: unknown): boolean {
  return isRecord(value) && String(value.type ?? '').startsWith('incident');
}

/** A page of the API, one incident of it, or the plain list that its command line prints; an empty list only as the API's own page. */
function listed(document: unknown): unknown[] | undefined {
  if (Array.isArray(document)) {
    return document.length > 0 &&
      document.every(one => isPagerduty(one) && 'created_at' in one)
      ? document
      : undefined;
  }
  if (!isRecord(document)) return undefined;
  if (isRecord(document.incident)) return [document.incident];
  const { incidents, limit, more, offset } = document;
  if (!Array.isArray(incidents)) return undefined;
  const paged =
    limit !== undefined && (more !== undefined || offset !== undefined);
  return paged || incidents.length > 0 ? incidents : undefined;
}

function itemsOf(read: Read, context: FormatContext): EvidenceInput[] {
  const time = (text: string | null | undefined) => instantOf(format, text);
  const started = time(read.created_at) ?? '';
  const over = read.status === 'resolved';
  const resolved = over
    ? time(read.resolved_at ?? read.last_status_change_at)
    : undefined;
  const acknowledged = earliest(
    ...(read.acknowledgements ?? []).map(({ at }) => time(at)),
  );
  const url = webUrl(read.html_url);
  const title = read.title ?? read.summary ?? `PagerDuty incident ${read.id}`;
  const observed = latest(
    started,
    resolved,
    acknowledged,
    time(read.updated_at),
    time(read.last_status_change_at),
  );
  const snapshot = incidentRecord(
    context,
    format,
    read.id,
    observed ?? started,
    {
      title,
      status: isMerged(read.resolve_reason) ? 'merged' : read.status,
      severity: severityOf(read.priority?.summary),
      segments: [
        { startedAt: started, ...(resolved ? { endedAt: resolved } : {}) },
      ],
      ...(acknowledged ? { acknowledgedAt: acknowledged } : {}),
      ...(resolved ? { resolvedAt: resolved } : {}),
      ...(url ? { url } : {}),
      ...(read.urgency ? { urgency: read.urgency } : {}),
    },
  );
  if (!acknowledged) return [snapshot];
  // The list is emptied when the incident is resolved: kept apart, the acknowledgement outlives this revision.
  const event = incidentEvent(
    context,
    format,
    {
      id: 'acknowledged',
      incident: read.id,
      type: 'acknowledged',
      at: acknowledged,
    },
    { title, status: 'acknowledged' },
  );
  return [snapshot, event];
}

/**
 * Incidents of PagerDuty's REST API, one or a page of them.
 *
 * @remarks
 * A resolved incident lists no acknowledgements; when one was seen earlier, or its log entries are imported, it is not lost. An incident that
 * was reopened shows here as one stretch: log entries tell the rest.
 * @public
 */
export const pagerdutyIncidents: Format = {
  id: 'pagerduty-incidents',
  title: 'PagerDuty incidents',
  tool: 'pagerduty',
  versions: 'REST API v2',
  mediaTypes: ['application/json'],
  detect: file => {
    const list = listed(file.json);
    return list !== undefined && list.every(isPagerduty);
  },
  parse(file, context) {
    const document = file.requireJson('pagerduty-incidents');
    const list = listed(document);
    if (!list || !list.every(isPagerduty)) {
      throw new FormatError(
        `pagerduty-incidents: expected incidents of the REST API, found ${describe(
          document,
        )}`,
      );
    }
    const incidents = shaped('pagerduty-incidents', z.array(incident), list);
    const unacknowledged = incidents.filter(
      ({ status, acknowledgements }) =>
        status === 'resolved' && !acknowledgements?.length,
    ).length;
    return {
      formatVersion: 'v2',
      items: incidents.flatMap(one => itemsOf(one, context)),
      warnings: [
        ...(isRecord(document) && document.more === true
          ? ['there are more pages: this is not all']
          : []),
        ...(unacknowledged > 0
          ? [
              `${unacknowledged} resolved incidents list no acknowledgement; import their log entries to know who answered when`,
            ]
          : []),
      ],
    };
  },
};
