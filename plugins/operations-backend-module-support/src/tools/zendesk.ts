import { shaped } from '@backstage-operations/plugin-operations-node';
import {
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Ticket } from '@backstage-operations/plugin-operations-formats';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import {
  authorization,
  DeskQuestion,
  SupportDesk,
  tierOr,
} from '../SupportDesk';

/** What of Zendesk belongs to an entity: one term of its search, like `tags:checkout`. */
const VALUE =
  /^(tags|organization|group|brand|form|custom_field_\d+):("[^"\\\p{C}]{1,100}"|[^\s"\\,:<>]{1,100})$/u;

const found = z.looseObject({
  results: z.array(z.looseObject({ id: z.number() })),
  meta: z.looseObject({
    has_more: z.boolean(),
    after_cursor: z.string().nullish(),
  }),
});

const ticket = z.looseObject({
  id: z.number(),
  created_at: z.string(),
  priority: z.string().nullish(),
  status: z.string(),
  type: z.string().nullish(),
  problem_id: z.number().nullish(),
  satisfaction_rating: z.looseObject({ score: z.string() }).nullish(),
});

const minutes = z.looseObject({ calendar: z.number().nullish() }).nullish();

const metricSet = z.looseObject({
  ticket_id: z.number(),
  solved_at: z.string().nullish(),
  reply_time_in_minutes: minutes,
  reply_time_in_seconds: minutes,
});

const many = z.looseObject({
  tickets: z.array(ticket),
  metric_sets: z.array(metricSet),
});

type Metrics = z.infer<typeof metricSet>;

/**
 * Zendesk: the tickets of a search, with the metrics that Zendesk keeps of each.
 *
 * @remarks
 * `GET /api/v2/search/export` by cursor, which has no end at a thousand results, then a hundred tickets at a time with `metric_sets`. A
 * satisfaction of "good" counts as 5 and of "bad" as 1: Zendesk's own scale has these two ends only. A ticket that is tied to a problem
 * became that incident.
 */
export const zendesk: SupportDesk = {
  id: 'zendesk',
  title: 'Zendesk',
  annotation: 'backstage-operations.io/zendesk-search',
  headers: ({ user, ...settings }) => ({
    authorization: authorization({
      ...settings,
      ...(user ? { user: `${user}/token` } : {}),
    }),
  }),
  async *tickets(question) {
    const { api, settings, value, period, signal } = question;
    if (!VALUE.test(value)) {
      throw new InputError(
        `"${value}" is no search term like tags:checkout or organization:"Example Ltd"`,
      );
    }
    const query = `${value} created>=${seconds(period.from)} created<${seconds(
      period.to,
    )}`;
    let cursor: string | null | undefined;
    do {
      const search = new URLSearchParams({
        query,
        'filter[type]': 'ticket',
        'page[size]': '100',
        ...(cursor ? { 'page[after]': cursor } : {}),
      });
      const { results, meta } = shaped(
        'Zendesk',
        found,
        await api.get(
          `${settings.url}/api/v2/search/export.json?${search}`,
          signal,
        ),
      );
      if (results.length > 0) {
        yield await withMetrics(
          results.map(({ id }) => id),
          question,
        );
      }
      cursor = meta.has_more ? meta.after_cursor : undefined;
    } while (cursor);
  },
};

function seconds(at: number): string {
  return toIso(at).replace(/\.\d+Z$/, 'Z');
}

async function withMetrics(
  ids: readonly number[],
  question: DeskQuestion,
): Promise<Ticket[]> {
  const { api, settings, signal } = question;
  const { tickets, metric_sets: metrics } = shaped(
    'Zendesk',
    many,
    await api.get(
      `${settings.url}/api/v2/tickets/show_many.json?ids=${ids.join(
        ',',
      )}&include=metric_sets`,
      signal,
    ),
  );
  const byTicket = new Map(metrics.map(one => [one.ticket_id, one]));
  return tickets.map(one => ticketOf(one, byTicket.get(one.id), question));
}

function ticketOf(
  read: z.infer<typeof ticket>,
  metrics: Metrics | undefined,
  { settings }: DeskQuestion,
): Ticket {
  const openedAt = toIso(toMillis(read.created_at));
  const respondedAt = metrics && answeredAt(openedAt, metrics);
  const done = read.status === 'solved' || read.status === 'closed';
  const solved = done ? metrics?.solved_at : undefined;
  const score = { good: 5, bad: 1 }[read.satisfaction_rating?.score ?? ''];
  return {
    id: String(read.id),
    tier: tierOr(`Ticket ${read.id}`, [read.priority], settings),
    openedAt,
    ...(respondedAt ? { respondedAt } : {}),
    ...(solved ? { resolvedAt: toIso(toMillis(solved)) } : {}),
    ...(score === undefined ? {} : { score }),
    url: `${settings.url}/agent/tickets/${read.id}`,
    incident:
      read.type === 'incident' && read.problem_id
        ? String(read.problem_id)
        : null,
  };
}

/** Where only whole minutes are known, the last second of the minute: rounding must not turn a late answer into one in time. */
function answeredAt(openedAt: string, metrics: Metrics): string | undefined {
  const exact = metrics.reply_time_in_seconds?.calendar;
  const whole = metrics.reply_time_in_minutes?.calendar;
  const opened = toMillis(openedAt);
  if (typeof exact === 'number') return toIso(opened + exact * 1000);
  if (typeof whole !== 'number') return undefined;
  return toIso(opened + whole * 60_000 + 59_000);
}
