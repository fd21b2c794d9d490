import {
  SupportTier,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { FormatError } from '../FormatError';
import { isRecord } from '../FormatFile';
import { columnNamed } from '../shared/columns';
import { dayOrTime } from '../shared/days';

/** A support ticket as its tool exports it; instants in ISO 8601. @public */
export interface Ticket {
  id: string;
  tier: SupportTier;
  openedAt: string;
  respondedAt?: string;
  resolvedAt?: string;
  /** Satisfaction, 1 to 5. */
  score?: number;
  url?: string;
  /** The incident that it became; null where it became none, absent where nobody says. */
  incident?: string | null;
}

/** A ticket as a list tells it. */
interface ListedTicket extends Ticket {
  /** It has a score that is none from 1 to 5. */
  hasOddScore?: boolean;
}

/** The columns of a list of tickets, by the names that tools give them. */
const names = {
  id: [
    'id',
    'ticket_id',
    'key',
    'number',
    'ticket',
    'ticket_number',
    'case_id',
    'issue_key',
  ],
  tier: ['tier', 'priority', 'severity', 'sla_tier', 'priority_level'],
  opened: [
    'opened_at',
    'opened',
    'opened_on',
    'created_at',
    'created',
    'created_on',
    'submitted_at',
    'reported_at',
  ],
  responded: [
    'first_response_at',
    'first_response',
    'first_response_time',
    'first_reply_at',
    'first_reply',
    'first_responded_at',
    'responded_at',
    'responded',
    'response_at',
    'answered_at',
    'acknowledged_at',
  ],
  resolved: [
    'resolved_at',
    'resolved',
    'resolved_on',
    'solved_at',
    'closed_at',
    'closed',
    'closed_on',
    'completed_at',
    'resolution_at',
  ],
  incident: [
    'incident',
    'incident_id',
    'incident_key',
    'linked_incident',
    'became_incident',
  ],
  score: [
    'csat',
    'csat_score',
    'score',
    'satisfaction',
    'satisfaction_score',
    'rating',
  ],
} as const;

type Field = keyof typeof names;

const tiers: Readonly<Record<string, SupportTier>> = {
  p1: 'P1',
  urgent: 'P1',
  critical: 'P1',
  blocker: 'P1',
  highest: 'P1',
  p2: 'P2',
  high: 'P2',
  major: 'P2',
  p3: 'P3',
  medium: 'P3',
  moderate: 'P3',
  normal: 'P3',
  minor: 'P3',
  p4: 'P4',
  low: 'P4',
  lowest: 'P4',
  trivial: 'P4',
};

/** What a list of tickets has to say, else nothing can be computed from it. */
const needed: readonly Field[] = ['tier', 'opened', 'responded', 'resolved'];

/** The columns that a list lacks; none when it is a list of tickets. */
export function missingColumns(columns: readonly string[]): string[] {
  return needed.filter(field => columnOf(field, columns) === undefined);
}

/**
 * A row of a list of tickets.
 *
 * @param zone - IANA zone of times that carry none
 * @throws FormatError for a priority that is no tier: leaving the ticket out would flatter
 */
export function ticketOfRow(
  format: string,
  row: Readonly<Record<string, unknown>>,
  index: number,
  zone?: string,
): ListedTicket {
  const columns = Object.keys(row);
  const cell = (field: Field): unknown => {
    const column = columnOf(field, columns);
    return column === undefined ? undefined : plainValue(row[column]);
  };
  const id = String(cell('id') ?? `row ${index + 1}`);
  const priority = String(cell('tier') ?? '').trim();
  const tier = tierOf(priority);
  if (!tier) {
    throw new FormatError(
      `${format}: ticket ${id}: priority "${priority}" is none of P1, P2, P3, P4`,
    );
  }
  const openedAt = dayOrTime(format, cell('opened'), 'start', zone);
  if (!openedAt) {
    throw new FormatError(
      `${format}: ticket ${id} does not say when it was opened`,
    );
  }
  const respondedAt = dayOrTime(format, cell('responded'), 'end', zone);
  const resolvedAt = dayOrTime(format, cell('resolved'), 'end', zone);
  const score = scoreOf(cell('score'));
  const told = columnOf('incident', columns) !== undefined;
  const incident = incidentOf(cell('incident'));
  return {
    id,
    tier,
    openedAt,
    ...(respondedAt ? { respondedAt } : {}),
    ...(resolvedAt ? { resolvedAt } : {}),
    ...score,
    ...(told ? { incident } : {}),
  };
}

/** What a field says: some tools put it into an object with its name. */
function plainValue(value: unknown): unknown {
  if (!isRecord(value)) return value;
  return value.name ?? value.value ?? value.key ?? value;
}

/** What a cell says of an incident; words for none are none. */
function incidentOf(value: unknown): string | null {
  const text = String(value ?? '').trim();
  return /^(|-|–|no|none|n\/a|false|0)$/i.test(text)
    ? null
    : text.slice(0, 253);
}

/**
 * The tier that a tool's name for a priority stands for; undefined when it stands for none.
 *
 * @remarks `P1`, `1`, `1 - Critical`, `P1 (Urgent)`, `Sev 2`, and the names that Zendesk and Jira give.
 * @public
 */
export function tierOf(priority: string): SupportTier | undefined {
  const name = priority.trim().toLowerCase();
  if (Object.hasOwn(tiers, name)) return tiers[name];
  const numbered =
    /^(?:p|prio(?:rity)?|sev(?:erity)?|tier|level)?[\s_-]*([1-4])(?:[\s:.)(\-–_/].*)?$/.exec(
      name,
    );
  const level = numbered?.[1];
  return level ? (`P${level}` as SupportTier) : undefined;
}

/** Words of desks for a ticket that nobody rated. */
const unrated = new Set(['', '-', '–', 'n/a', 'none', 'unoffered', 'offered']);

/** The score as it is given, with point or comma, or `4/5`. */
function scoreOf(value: unknown): Pick<ListedTicket, 'score' | 'hasOddScore'> {
  const text = String(value ?? '')
    .trim()
    .toLowerCase();
  if (unrated.has(text)) return {};
  const score = Number(text.replace(/\s*\/\s*5$/, '').replace(',', '.'));
  return score >= 1 && score <= 5 ? { score } : { hasOddScore: true };
}

function columnOf(
  field: Field,
  columns: readonly string[],
): string | undefined {
  return columnNamed(names[field], columns);
}

/**
 * Each ticket once, and what is doubtful about them in words.
 *
 * @remarks Of rows with one id the last stands: exports list a ticket again when it changed. Times before the ticket was opened prove nothing.
 */
export function settledTickets(rows: readonly ListedTicket[]): {
  tickets: Ticket[];
  warnings: string[];
} {
  const last = [...new Map(rows.map(ticket => [ticket.id, ticket])).values()];
  const early = last.filter(
    ({ openedAt, respondedAt = openedAt, resolvedAt = openedAt }) =>
      toMillis(respondedAt) < toMillis(openedAt) ||
      toMillis(resolvedAt) < toMillis(openedAt),
  );
  const odd = last.filter(({ hasOddScore }) => hasOddScore);
  const said = (tickets: readonly Ticket[]) =>
    tickets
      .slice(0, 10)
      .map(({ id }) => id)
      .join(', ');
  return {
    // Scores that happen to lie between 1 and 5 are of the same other scale.
    tickets: last.map(({ hasOddScore: _odd, score, ...ticket }) =>
      score === undefined || odd.length > 0 ? ticket : { ...ticket, score },
    ),
    warnings: [
      last.length < rows.length &&
        `${
          rows.length - last.length
        } rows repeat a ticket; the last of each counts`,
      early.length > 0 &&
        `${
          early.length
        } tickets were answered or solved before they were opened, which counts as not in time: ${said(
          early,
        )}`,
      odd.length > 0 &&
        `${
          odd.length
        } scores are not from 1 to 5, so that no score of the list is counted: ${said(
          odd,
        )}`,
    ].filter(warning => warning !== false),
  };
}
