import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { observation } from '../shared/records';
import { shaped } from '../shared/shape';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { webUrl } from '../shared/text';
import { incidentRecord, latest, reviewRecord } from './incidentRecord';
import { severityOf } from './severity';

const format = 'incident-io';

const incident = z.looseObject({
  id: z.string(),
  name: z.string(),
  mode: z.string().nullish(),
  permalink: z.string().nullish(),
  created_at: z.string(),
  updated_at: z.string().nullish(),
  incident_status: z.looseObject({
    category: z.string(),
    name: z.string().nullish(),
  }),
  severity: z.looseObject({ name: z.string() }).nullish(),
  incident_timestamp_values: z
    .array(
      z.looseObject({
        incident_timestamp: z.looseObject({ name: z.string() }),
        value: z.looseObject({ value: z.string().nullish() }).nullish(),
      }),
    )
    .nullish(),
});

const followUp = z.looseObject({
  id: z.string(),
  incident_id: z.string(),
  title: z.string(),
  status: z.string(),
  completed_at: z.string().nullish(),
  updated_at: z.string().nullish(),
  assignee: z.looseObject({ name: z.string().nullish() }).nullish(),
  external_issue_reference: z
    .looseObject({ issue_permalink: z.string().nullish() })
    .nullish(),
});

const postmortem = z.looseObject({
  incident_id: z.string().optional(),
  incident: z.looseObject({ id: z.string() }).optional(),
  new_status: z.string().optional(),
  status: z.string().optional(),
  updated_at: z.string().nullish(),
});

type Incident = z.infer<typeof incident>;

/** The timestamps that organisations keep, by the names they have unless somebody renamed them; the first that is set counts. */
const timestampNames = {
  start: ['impact started at', 'reported at', 'declared at'],
  acknowledged: ['acknowledged at', 'accepted at'],
  ended: ['impact ended at', 'fixed at', 'mitigated at'],
  resolved: ['resolved at', 'closed at'],
} as const;

/** Statuses that are the same to us; others keep their own word. */
const statuses: ReadonlyMap<string, string> = new Map([
  ['learning', 'resolved'],
  ['closed', 'resolved'],
  ['canceled', 'cancelled'],
]);

function timestamp(read: Incident, of: keyof typeof timestampNames) {
  const values = new Map(
    (read.incident_timestamp_values ?? []).map(one => [
      one.incident_timestamp.name.toLowerCase(),
      one.value?.value,
    ]),
  );
  for (const name of timestampNames[of]) {
    const at = instantOf(format, values.get(name));
    if (at) return at;
  }
  return undefined;
}

function incidentOf(read: Incident, context: FormatContext): EvidenceInput {
  const created = instantOf(format, read.created_at) ?? '';
  const start = timestamp(read, 'start') ?? created;
  const category = read.incident_status.category.toLowerCase();
  const resolved = timestamp(read, 'resolved');
  const ended = timestamp(read, 'ended') ?? resolved;
  const acknowledged = timestamp(read, 'acknowledged');
  const mode = read.mode ?? 'standard';
  const url = webUrl(read.permalink);
  const observed = latest(
    created,
    resolved,
    acknowledged,
    instantOf(format, read.updated_at),
  );
  return incidentRecord(context, format, read.id, observed ?? created, {
    title: read.name,
    status:
      mode === 'test' || mode === 'tutorial'
        ? mode
        : statuses.get(category) ?? category,
    severity: severityOf(read.severity?.name),
    segments: [{ startedAt: start, ...(ended ? { endedAt: ended } : {}) }],
    ...(acknowledged ? { acknowledgedAt: acknowledged } : {}),
    ...(resolved ? { resolvedAt: resolved } : {}),
    ...(url ? { url } : {}),
  });
}

function followUpOf(value: unknown, context: FormatContext): EvidenceInput {
  const read = shaped(format, followUp, value);
  const done = read.status === 'completed';
  const completed = instantOf(format, read.completed_at);
  const observed =
    latest(completed, instantOf(format, read.updated_at)) ??
    observation(context);
  const url = webUrl(read.external_issue_reference?.issue_permalink);
  return reviewRecord(context, format, `follow-up/${read.id}`, observed, {
    incident: read.incident_id,
    status: 'follow-up',
    actionItems:
      read.status === 'deleted'
        ? []
        : [
            {
              id: read.id,
              title: read.title,
              ...(read.assignee?.name ? { owner: read.assignee.name } : {}),
              ...(done ? { doneAt: completed ?? observed } : {}),
              ...(url ? { url } : {}),
            },
          ],
  });
}

/** The document says completed where the event about it says complete. */
function reviewOf(value: unknown, context: FormatContext): EvidenceInput {
  const read = shaped(format, postmortem, value);
  const id = read.incident?.id ?? read.incident_id;
  if (!id) throw new FormatError(`${format}: the document names no incident`);
  const status = (read.new_status ?? read.status ?? 'unknown').toLowerCase();
  const done = status === 'complete' || status === 'completed';
  const stated = read.updated_at ?? '';
  const at = Number.isNaN(Date.parse(stated))
    ? observation(context)
    : instantOf(format, stated) ?? observation(context);
  return reviewRecord(context, format, `postmortem/${id}`, at, {
    incident: id,
    status: done ? 'completed' : status,
    ...(done ? { completedAt: at } : {}),
  });
}

function isWebhook(document: unknown): document is Record<string, unknown> & {
  event_type: string;
} {
  return (
    isRecord(document) &&
    typeof document.event_type === 'string' &&
    document.event_type in document
  );
}

function listed(document: unknown): unknown[] | undefined {
  if (!isRecord(document)) return undefined;
  const list = isRecord(document.incident)
    ? [document.incident]
    : document.incidents;
  return Array.isArray(list) &&
    list.every(one => isRecord(one) && isRecord(one.incident_status)) &&
    (list.length > 0 || 'pagination_meta' in document)
    ? list
    : undefined;
}

function fromEvent(type: string, value: unknown, context: FormatContext) {
  if (/\.incident_(created|updated|status_updated)_v\d+$/.test(type)) {
    const holder =
      isRecord(value) && isRecord(value.incident) ? value.incident : value;
    return incidentOf(shaped(format, incident, holder), context);
  }
  if (/\.follow_up_(created|updated)_v\d+$/.test(type)) {
    return followUpOf(value, context);
  }
  return /postmortem_document/.test(type)
    ? reviewOf(value, context)
    : undefined;
}

/**
 * Webhook events and API answers of incident.io: incidents, follow-ups and post-mortem documents.
 *
 * @remarks Events about private incidents hold little more than an id, so they are passed over with a warning.
 * @public
 */
export const incidentIo: Format = {
  id: format,
  title: 'incident.io incidents, follow-ups and post-mortems',
  tool: 'incident.io',
  versions: 'API v2, webhooks of any version with the same fields',
  mediaTypes: ['application/json'],
  detect: file => isWebhook(file.json) || listed(file.json) !== undefined,
  parse(file, context) {
    const document = file.requireObject(format);
    const list = listed(document);
    if (list) {
      const read = shaped(format, z.array(incident), list);
      return { items: read.map(one => incidentOf(one, context)), warnings: [] };
    }
    if (!isWebhook(document)) {
      throw new FormatError(
        `${format}: expected a webhook event or incidents, found ${describe(
          document,
        )}`,
      );
    }
    const { event_type: type } = document;
    if (type.startsWith('private_')) {
      const warning = `${type}: events about private incidents carry no details`;
      return { items: [], warnings: [warning] };
    }
    const item = fromEvent(type, document[type], context);
    return item
      ? { items: [item], warnings: [] }
      : { items: [], warnings: [`${type} says nothing of an incident itself`] };
  },
};
