import {
  addBusinessTime,
  defaultSettings,
  durationMillis,
  EvidenceInput,
  EvidencePayload,
  Millis,
  SupportTier,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { DateTime } from 'luxon';
import { FormatContext } from '../Format';
import { observation } from '../shared/records';
import { Ticket } from './Ticket';

type Support = EvidencePayload<'support'>;
type TierCounts = NonNullable<Support['tiers']['P1']>;

/**
 * Tickets as one record per calendar month in which they were opened.
 *
 * @remarks
 * Kept means answered or solved within the target of the tier, as the settings have it, else the Phase 08 document; the answer to a P4 is counted in working
 * time. A ticket without an answer, or without an end, has not kept its target. The month that is not over ends at the observation;
 * sending a longer list again revises the months.
 * @public
 */
export function supportPeriods(
  context: FormatContext,
  source: string,
  tickets: readonly Ticket[],
): EvidenceInput<'support'>[] {
  const zone = context.timeZone ?? 'utc';
  const observedAt = toMillis(observation(context));
  const months = new Map<string, Ticket[]>();
  for (const ticket of tickets) {
    const opened = DateTime.fromMillis(toMillis(ticket.openedAt), { zone });
    const month = opened.toFormat('yyyy-MM');
    const list = months.get(month);
    if (list) list.push(ticket);
    else months.set(month, [ticket]);
  }
  return [...months]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([month, list]) => {
      const start = DateTime.fromISO(month, { zone });
      const end = start.plus({ months: 1 }).toMillis();
      const to = toIso(Math.min(end, observedAt));
      return {
        entityRef: context.entityRef,
        kind: 'support',
        source,
        externalId: `tickets ${month}`,
        observedAt: to,
        payload: {
          from: toIso(start.toMillis()),
          to,
          tiers: tiersOf(list, observedAt, context.settings ?? defaultSettings),
          ...satisfactionOf(list),
          ...escalatedOf(list),
        },
      };
    });
}

type Targets = NonNullable<FormatContext['settings']>;

function tiersOf(
  tickets: readonly Ticket[],
  observedAt: Millis,
  settings: Targets,
): Support['tiers'] {
  const counts: Partial<Record<SupportTier, TierCounts>> = {};
  for (const ticket of tickets) {
    const { tier } = ticket;
    const known = counts[tier] ?? {
      opened: 0,
      respondedInTarget: 0,
      resolvedInTarget: 0,
      open: 0,
    };
    const { respondBy, resolveBy } = deadlines(ticket, settings);
    const resolved = ticket.resolvedAt && toMillis(ticket.resolvedAt);
    counts[tier] = {
      opened: known.opened + 1,
      respondedInTarget:
        known.respondedInTarget + kept(ticket, ticket.respondedAt, respondBy),
      resolvedInTarget:
        known.resolvedInTarget + kept(ticket, ticket.resolvedAt, resolveBy),
      open: (known.open ?? 0) + (resolved && resolved <= observedAt ? 0 : 1),
    };
  }
  return counts;
}

function deadlines(
  { tier, openedAt }: Ticket,
  { calendar, support }: Targets,
): { respondBy: Millis; resolveBy: Millis } {
  const { response, resolution, business } = support.targets[tier];
  const opened = toMillis(openedAt);
  return {
    respondBy: business
      ? addBusinessTime(opened, response, calendar)
      : opened + durationMillis(response),
    resolveBy: opened + durationMillis(resolution),
  };
}

/** What is said to have happened before the ticket was opened is no proof of anything. */
function kept(
  { openedAt }: Ticket,
  at: string | undefined,
  deadline: Millis,
): number {
  if (at === undefined || toMillis(at) < toMillis(openedAt)) return 0;
  return toMillis(at) <= deadline ? 1 : 0;
}

function satisfactionOf(tickets: readonly Ticket[]): Pick<Support, 'csat'> {
  const scores = tickets.flatMap(({ score }) => score ?? []);
  if (scores.length === 0) return {};
  const sum = scores.reduce((total, score) => total + score, 0);
  return { csat: { score: sum / scores.length, responses: scores.length } };
}

/** Tickets that became incidents; nothing where any ticket does not say. */
function escalatedOf(tickets: readonly Ticket[]): Pick<Support, 'escalated'> {
  if (tickets.some(({ incident }) => incident === undefined)) return {};
  return {
    escalated: tickets.flatMap(({ id, tier, url, incident }) =>
      incident ? [{ ticket: id, tier, incident, ...(url ? { url } : {}) }] : [],
    ),
  };
}
