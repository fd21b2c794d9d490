import { z } from 'zod';
import { shaped } from '../shared/shape';
import { Format } from '../Format';
import { FormatError } from '../FormatError';
import { describe, isRecord } from '../FormatFile';
import { instantOf } from '../shared/instants';
import { webUrl } from '../shared/text';
import { incidentRecord, latest } from './incidentRecord';
import { severityOf } from './severity';

const incident = z.looseObject({
  id: z.string(),
  name: z.string(),
  created_at: z.string(),
  started_at: z.string().nullish(),
  current_milestone: z.string().nullish(),
  incident_url: z.string().nullish(),
  severity: z
    .union([z.string(), z.looseObject({ slug: z.string() })])
    .nullish(),
  milestones: z
    .array(
      z.looseObject({ type: z.string(), occurred_at: z.string().nullish() }),
    )
    .nullish(),
});

type Incident = z.infer<typeof incident>;

const body = z.looseObject({ data: z.looseObject({ incident }) });

/** Milestones after which the incident is over. */
const over = new Set([
  'resolved',
  'closed',
  'retrospective_started',
  'retrospective_completed',
  'postmortem_started',
  'postmortem_completed',
]);

function milestone(read: Incident, ...types: string[]): string | undefined {
  const found = (read.milestones ?? []).find(({ type }) =>
    types.includes(type),
  );
  return instantOf('firehydrant', found?.occurred_at);
}

function statusOf(read: Incident, severity: string): string {
  if (severity === 'GAMEDAY') return 'test';
  const current = read.current_milestone ?? 'unknown';
  return over.has(current) ? 'resolved' : current;
}

function isWebhook(document: unknown): boolean {
  return (
    isRecord(document) &&
    isRecord(document.data) &&
    isRecord(document.data.incident) &&
    ('milestones' in document.data.incident ||
      'current_milestone' in document.data.incident)
  );
}

/**
 * Webhook events of FireHydrant about incidents.
 *
 * @remarks
 * Each event holds the whole incident; its milestones tell when what happened. The severities GAMEDAY and MAINTENANCE that every
 * organisation has are a test and maintenance.
 * @public
 */
export const firehydrant: Format = {
  id: 'firehydrant',
  title: 'FireHydrant incidents',
  tool: 'firehydrant',
  versions: 'webhooks as of 2023',
  mediaTypes: ['application/json'],
  detect: file => isWebhook(file.json),
  parse(file, context) {
    const document = file.requireObject('firehydrant');
    if (!isWebhook(document)) {
      throw new FormatError(
        `firehydrant: expected an incident event, found ${describe(document)}`,
      );
    }
    const read = shaped('firehydrant', body, document).data.incident;
    const created = instantOf('firehydrant', read.created_at) ?? '';
    const name =
      typeof read.severity === 'string' ? read.severity : read.severity?.slug;
    const severity = (name ?? '').toUpperCase();
    const resolved = milestone(read, 'resolved', 'closed');
    const ended = milestone(read, 'mitigated') ?? resolved;
    const acknowledged = milestone(read, 'acknowledged');
    const reviewed = milestone(
      read,
      'retrospective_completed',
      'postmortem_completed',
    );
    const started =
      milestone(read, 'started') ??
      instantOf('firehydrant', read.started_at) ??
      created;
    const url = webUrl(read.incident_url);
    const observed = latest(
      created,
      ...(read.milestones ?? []).map(one =>
        instantOf('firehydrant', one.occurred_at),
      ),
    );
    const item = incidentRecord(
      context,
      'firehydrant',
      read.id,
      observed ?? created,
      {
        title: read.name,
        status: statusOf(read, severity),
        severity: severityOf(severity),
        ...(severity === 'MAINTENANCE' ? { impact: 'maintenance' } : {}),
        segments: [
          { startedAt: started, ...(ended ? { endedAt: ended } : {}) },
        ],
        ...(acknowledged ? { acknowledgedAt: acknowledged } : {}),
        ...(resolved ? { resolvedAt: resolved } : {}),
        ...(reviewed ? { review: { completedAt: reviewed } } : {}),
        ...(url ? { url } : {}),
      },
    );
    return { items: [item], warnings: [] };
  },
};
