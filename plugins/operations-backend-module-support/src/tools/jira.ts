import { shaped } from '@backstage-operations/plugin-operations-node';
import { toIso } from '@backstage-operations/plugin-operations-common';
import { Ticket } from '@backstage-operations/plugin-operations-formats';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import {
  authorization,
  DeskQuestion,
  SupportDesk,
  tierOr,
} from '../SupportDesk';

const DAY = 86_400_000;

/** A project, or a component of it: `SUP`, `SUP/Checkout`. */
const VALUE = /^([A-Z][A-Z0-9_]{1,30})(?:\/([^"\\\p{C}]{1,200}))?$/u;

const field = z.looseObject({
  id: z.string(),
  name: z.string(),
  schema: z.looseObject({ custom: z.string().optional() }).optional(),
});

const cycle = z.looseObject({
  stopTime: z.looseObject({ epochMillis: z.number() }).nullish(),
});

/** An SLA of Jira Service Management, as the field of an issue holds it. */
const sla = z.looseObject({
  completedCycles: z.array(cycle).nullish(),
  ongoingCycle: z.unknown().optional(),
});

const issue = z.looseObject({
  key: z.string(),
  fields: z.looseObject({
    created: z.string(),
    resolutiondate: z.string().nullish(),
    priority: z.looseObject({ name: z.string() }).nullish(),
    issuelinks: z
      .array(
        z.looseObject({
          outwardIssue: z.unknown().optional(),
          inwardIssue: z.unknown().optional(),
        }),
      )
      .nullish(),
  }),
});

const linked = z.looseObject({
  key: z.string(),
  fields: z.looseObject({
    issuetype: z.looseObject({ name: z.string() }),
  }),
});

const page = z.looseObject({
  issues: z.array(issue),
  nextPageToken: z.string().nullish(),
});

interface Fields {
  responded: readonly string[];
  resolved: readonly string[];
  rating: readonly string[];
}

/**
 * Jira Service Management: the requests of a project, with the end of their SLAs "Time to first response" and "Time to resolution".
 *
 * @remarks
 * `POST /rest/api/3/search/jql` with `nextPageToken`; SLAs and satisfaction are fields of the issue, found by their type. Only times are
 * read from an SLA: the targets are those of the tiers. A linked issue whose type is an incident is what the ticket became.
 */
export const jira: SupportDesk = {
  id: 'jira',
  title: 'Jira Service Management',
  annotation: 'backstage-operations.io/jira-service-project',
  headers: settings => ({ authorization: authorization(settings) }),
  async *tickets(question) {
    const { api, settings, value, period, signal } = question;
    const [, project, component] = VALUE.exec(value) ?? [];
    if (!project) {
      throw new InputError(`"${value}" is no project like SUP or SUP/Checkout`);
    }
    const fields = await fieldsOf(question);
    // Days of the account's own zone, so a day more on both sides.
    const day = (at: number) => toIso(at).slice(0, 10);
    const jql = [
      `project = "${project}"`,
      ...(component ? [`component = "${component}"`] : []),
      `created >= "${day(period.from - DAY)}"`,
      `created < "${day(period.to + 2 * DAY)}"`,
    ].join(' AND ');
    let nextPageToken: string | null | undefined;
    do {
      const read = shaped(
        'Jira',
        page,
        await api.post(
          `${settings.url}/rest/api/3/search/jql`,
          {
            jql: `${jql} ORDER BY created ASC`,
            fields: [
              'created',
              'resolutiondate',
              'priority',
              'issuelinks',
              ...fields.responded,
              ...fields.resolved,
              ...fields.rating,
            ],
            maxResults: 100,
            ...(nextPageToken ? { nextPageToken } : {}),
          },
          signal,
        ),
      );
      yield read.issues.map(one => ticketOf(one, fields, question));
      nextPageToken = read.nextPageToken;
    } while (nextPageToken);
  },
};

/** Which custom fields hold the SLAs and the rating; their numbers differ from site to site. */
async function fieldsOf({
  api,
  settings,
  signal,
}: DeskQuestion): Promise<Fields> {
  const all = shaped(
    'Jira',
    z.array(field),
    await api.get(`${settings.url}/rest/api/3/field`, signal),
  );
  const custom = (type: string, name?: RegExp) =>
    all
      .filter(one => one.schema?.custom?.endsWith(`:${type}`))
      .filter(one => !name || name.test(one.name))
      .map(({ id }) => id);
  const fields = {
    responded: custom('sd-sla-field', /first response/i),
    resolved: custom('sd-sla-field', /resolution/i),
    rating: custom('sd-request-feedback'),
  };
  if (fields.responded.length === 0) {
    throw new InputError(
      'There is no SLA "Time to first response"; without it nobody can tell when a request was answered',
    );
  }
  return fields;
}

function ticketOf(
  { key, fields }: z.infer<typeof issue>,
  named: Fields,
  { settings }: DeskQuestion,
): Ticket {
  const respondedAt = stopOf(fields, named.responded, 'first');
  // Some workflows close requests without setting a resolution.
  const resolvedAt = fields.resolutiondate
    ? toIso(Date.parse(fields.resolutiondate))
    : stopOf(fields, named.resolved, 'last');
  const score = ratingOf(fields, named.rating);
  return {
    id: key,
    tier: tierOr(key, [fields.priority?.name], settings),
    openedAt: toIso(Date.parse(fields.created)),
    ...(respondedAt ? { respondedAt } : {}),
    ...(resolvedAt ? { resolvedAt } : {}),
    ...(score === undefined ? {} : { score }),
    url: `${settings.url}/browse/${encodeURIComponent(key)}`,
    incident: incidentOf(fields.issuelinks ?? []),
  };
}

/** When an SLA was met: the first time, or the last where it does not run again. */
function stopOf(
  fields: Record<string, unknown>,
  ids: readonly string[],
  which: 'first' | 'last',
): string | undefined {
  const stops = ids.flatMap(id => {
    const { data } = sla.safeParse(fields[id]);
    if (which === 'last' && data?.ongoingCycle) return [];
    const cycles = data?.completedCycles ?? [];
    return cycles.at(which === 'first' ? 0 : -1)?.stopTime?.epochMillis ?? [];
  });
  if (stops.length === 0) return undefined;
  return toIso(which === 'first' ? Math.min(...stops) : Math.max(...stops));
}

function ratingOf(
  fields: Record<string, unknown>,
  ids: readonly string[],
): number | undefined {
  for (const id of ids) {
    const read = z.looseObject({ rating: z.number() }).safeParse(fields[id]);
    const rating = read.data?.rating;
    if (rating !== undefined && rating >= 1 && rating <= 5) return rating;
  }
  return undefined;
}

function incidentOf(
  links: readonly { outwardIssue?: unknown; inwardIssue?: unknown }[],
): string | null {
  for (const { outwardIssue, inwardIssue } of links) {
    const read = linked.safeParse(outwardIssue ?? inwardIssue);
    if (read.success && /incident/i.test(read.data.fields.issuetype.name)) {
      return read.data.key;
    }
  }
  return null;
}
