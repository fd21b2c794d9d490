import { EvidenceInput } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';
import { shaped } from '../shared/shape';
import { Format, FormatContext } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { webUrl } from '../shared/text';
import { incidentRecord, reviewRecord } from './incidentRecord';
import { severityOf } from './severity';

const time = z.string().nullish();

const envelope = z.looseObject({
  event: z.looseObject({
    id: z.string(),
    type: z.string(),
    issued_at: z.string(),
  }),
  data: z.looseObject({ id: z.string() }),
});

const attributes = z.looseObject({ slug: time, severity: time, name: time });

const incident = z.looseObject({
  id: z.string(),
  title: z.string(),
  kind: z.string().nullish(),
  status: z.string(),
  url: z.string().nullish(),
  created_at: z.string(),
  started_at: time,
  acknowledged_at: time,
  mitigated_at: time,
  resolved_at: time,
  duplicate_incident_id: z.union([z.string(), z.number()]).nullish(),
  severity: z
    .union([
      z.string(),
      z.looseObject({
        data: z.looseObject({ attributes }).nullish(),
        slug: time,
        severity: time,
        name: time,
      }),
    ])
    .nullish(),
});

const postmortem = z.looseObject({
  id: z.string(),
  incident_id: z.union([z.string(), z.number()]),
  status: z.string(),
  published_at: time,
});

type Incident = z.infer<typeof incident>;

function severityName({ severity }: Incident): string | undefined {
  if (!severity || typeof severity === 'string') return severity ?? undefined;
  const named = severity.data?.attributes ?? severity;
  const names = [named.slug, named.name, named.severity];
  return names.find(name => severityOf(name) !== undefined) ?? undefined;
}

function statusOf(
  { kind, status, duplicate_incident_id }: Incident,
  type: string,
) {
  if (/^(test|example)/.test(kind ?? '')) return 'test';
  if (duplicate_incident_id) return 'duplicate';
  return type.endsWith('.deleted') ? 'cancelled' : status;
}

function incidentOf(
  value: unknown,
  type: string,
  issuedAt: string,
  context: FormatContext,
): EvidenceInput {
  const read = shaped('rootly', incident, value);
  const at = (text: string | null | undefined) => instantOf('rootly', text);
  const ended = at(read.mitigated_at) ?? at(read.resolved_at);
  const acknowledged = at(read.acknowledged_at);
  const resolved = at(read.resolved_at);
  const planned =
    read.kind?.startsWith('scheduled') || type.includes('.scheduled.');
  const url = webUrl(read.url);
  return incidentRecord(context, 'rootly', read.id, issuedAt, {
    title: read.title,
    status: statusOf(read, type),
    severity: severityOf(severityName(read)),
    ...(planned ? { impact: 'maintenance' } : {}),
    segments: [
      {
        startedAt: at(read.started_at) ?? at(read.created_at) ?? issuedAt,
        ...(ended ? { endedAt: ended } : {}),
      },
    ],
    ...(acknowledged ? { acknowledgedAt: acknowledged } : {}),
    ...(resolved ? { resolvedAt: resolved } : {}),
    ...(url ? { url } : {}),
  });
}

function reviewOf(
  value: unknown,
  type: string,
  issuedAt: string,
  context: FormatContext,
) {
  const read = shaped('rootly', postmortem, value);
  const isDeleted = type.endsWith('.deleted');
  // One that is gone was published all the same, and proves nothing any more.
  const published = isDeleted
    ? undefined
    : instantOf('rootly', read.published_at);
  const status = isDeleted ? 'deleted' : read.status;
  return reviewRecord(context, 'rootly', read.id, issuedAt, {
    incident: String(read.incident_id),
    status: published ? 'completed' : status,
    ...(published ? { completedAt: published } : {}),
  });
}

function isWebhook(document: unknown): boolean {
  return (
    isRecord(document) &&
    isRecord(document.event) &&
    typeof document.event.type === 'string' &&
    'issued_at' in document.event &&
    isRecord(document.data)
  );
}

/**
 * Webhook events of Rootly: incidents and their retrospectives.
 *
 * @remarks Each event holds the whole incident. Test and example kinds are kept as tests, scheduled ones as maintenance.
 * @public
 */
export const rootly: Format = {
  id: 'rootly',
  title: 'Rootly incidents and retrospectives',
  tool: 'rootly',
  versions: 'webhooks as of 2024',
  mediaTypes: ['application/json'],
  detect: file => isWebhook(file.json),
  parse(file, context) {
    const document = file.requireObject('rootly');
    if (!isWebhook(document)) {
      throw new FormatError(
        `rootly: expected a webhook event, found ${describe(document)}`,
      );
    }
    const { event } = shaped('rootly', envelope, document);
    const issuedAt = instantOf('rootly', event.issued_at) ?? '';
    const { type } = event;
    if (type.startsWith('incident.')) {
      const item = incidentOf(document.data, type, issuedAt, context);
      return { items: [item], warnings: [] };
    }
    if (type.startsWith('incident_post_mortem.')) {
      return {
        items: [reviewOf(document.data, type, issuedAt, context)],
        warnings: [],
      };
    }
    return {
      items: [],
      warnings: [`${type} says nothing of an incident itself`],
    };
  },
};
