import { z } from 'zod';
import { shaped } from '../shared/shape';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { webUrl } from '../shared/text';
import { incidentEvent } from './incidentRecord';
import { severityOf } from './severity';

const body = z.looseObject({
  event: z.looseObject({
    id: z.string(),
    event_type: z.string(),
    resource_type: z.string().optional(),
    occurred_at: z.string(),
    data: z.looseObject({
      id: z.string().optional(),
      title: z.string().optional(),
      status: z.string().optional(),
      created_at: z.string().nullish(),
      html_url: z.string().nullish(),
      urgency: z.string().nullish(),
      priority: z.looseObject({ summary: z.string().nullish() }).nullish(),
      resolve_reason: z
        .union([z.string(), z.looseObject({ type: z.string() })])
        .nullish(),
      incident: z.looseObject({ id: z.string() }).nullish(),
    }),
  }),
});

type Data = z.infer<typeof body>['event']['data'];

const types = {
  'incident.triggered': 'triggered',
  'incident.acknowledged': 'acknowledged',
  'incident.resolved': 'resolved',
  'incident.reopened': 'reopened',
} as const;

/** The type of an event; whatever is not one of the four changes nothing but the incident's description. */
export function pagerdutyEventType(name: string) {
  return Object.hasOwn(types, name)
    ? types[name as keyof typeof types]
    : 'updated';
}

/** Whether it ended only because it was merged into another. */
export function isMerged(reason: Data['resolve_reason']): boolean {
  const type = typeof reason === 'string' ? reason : reason?.type;
  return type === 'merge_resolve_reason';
}

function isWebhook(document: unknown): boolean {
  return (
    isRecord(document) &&
    isRecord(document.event) &&
    typeof document.event.event_type === 'string' &&
    'occurred_at' in document.event
  );
}

/**
 * One event of a PagerDuty webhook subscription.
 *
 * @remarks
 * An event tells one change only, and a resolved incident lists no acknowledgements any more, so each event stays a record of its own that
 * is read together with the others. Deliveries repeat: the event's id makes a repetition the same record.
 * @public
 */
export const pagerdutyWebhook: Format = {
  id: 'pagerduty-webhook',
  title: 'PagerDuty webhook events',
  tool: 'pagerduty',
  versions: 'webhook version 3',
  mediaTypes: ['application/json'],
  detect: file => isWebhook(file.json),
  parse(file, context) {
    const document = file.requireObject('pagerduty-webhook');
    if ('messages' in document) {
      throw new FormatError(
        'pagerduty-webhook: this is a webhook of version 1 or 2, which PagerDuty has ended; use a version 3 subscription',
      );
    }
    if (!isWebhook(document)) {
      throw new FormatError(
        `pagerduty-webhook: expected an event, found ${describe(document)}`,
      );
    }
    const { event } = shaped('pagerduty-webhook', body, document);
    const { data } = event;
    const ofIncident = event.event_type.startsWith('incident.');
    const id = data.incident?.id ?? data.id;
    if (!ofIncident || id === undefined || data.incident) {
      return {
        formatVersion: '3',
        items: [],
        warnings: [`${event.event_type} says nothing of an incident itself`],
      };
    }
    const at = instantOf('pagerduty-webhook', event.occurred_at) ?? '';
    const started = instantOf('pagerduty-webhook', data.created_at);
    const url = webUrl(data.html_url);
    const item = incidentEvent(
      context,
      'pagerduty',
      {
        id: event.id,
        incident: id,
        type: pagerdutyEventType(event.event_type),
        at,
      },
      {
        title: data.title ?? `PagerDuty incident ${id}`,
        status: isMerged(data.resolve_reason)
          ? 'merged'
          : data.status ?? 'unknown',
        severity: severityOf(data.priority?.summary),
        ...(started ? { segments: [{ startedAt: started }] } : {}),
        ...(url ? { url } : {}),
        ...(data.urgency ? { urgency: data.urgency } : {}),
      },
    );
    return { formatVersion: '3', items: [item], warnings: [] };
  },
};
