import { Millis } from '@backstage-operations/plugin-operations-common';
import {
  tierOf,
  Ticket,
} from '@backstage-operations/plugin-operations-formats';
import { JsonApi } from '@backstage-operations/plugin-operations-node';
import { InputError } from '@backstage/errors';

/** What a desk is asked with. */
export interface DeskSettings {
  /** Without a slash at the end. */
  url: string;
  user?: string;
  token?: string;
  label?: string;
  incidentLabel?: string;
  /** Tier of tickets without a priority. */
  defaultTier?: Ticket['tier'];
}

/** A question for the tickets that were opened in a period. */
export interface DeskQuestion {
  api: JsonApi;
  settings: DeskSettings;
  /** One entry of the annotation. */
  value: string;
  /** Half-open. */
  period: { from: Millis; to: Millis };
  signal: AbortSignal;
}

/** A place where support tickets are kept. */
export interface SupportDesk {
  id: string;
  title: string;
  /** Whose values, comma separated, name what of the desk belongs to an entity. */
  annotation: string;
  /** Address when none is configured. */
  url?: string;
  headers(settings: DeskSettings): Record<string, string>;
  /**
   * The tickets that were opened in the period, in any order; may give some of just before and after it.
   *
   * @throws InputError where the value can't be one; else what says best why the desk could not be read
   */
  tickets(question: DeskQuestion): AsyncGenerator<Ticket[]>;
}

/**
 * The tier of a ticket by its priority, else the configured one.
 *
 * @throws InputError where neither says: leaving the ticket out would flatter, and any tier would be a guess
 */
export function tierOr(
  ticket: string,
  priorities: readonly (string | null | undefined)[],
  { defaultTier }: DeskSettings,
): Ticket['tier'] {
  const named = priorities.flatMap(name => (name ? tierOf(name) ?? [] : []));
  const tier = named[0] ?? defaultTier;
  if (tier) return tier;
  const said = priorities.filter(Boolean).join(', ') || 'no priority';
  throw new InputError(
    `${ticket} has ${said.slice(
      0,
      200,
    )}, which is none of P1 to P4; give it one, or set defaultTier`,
  );
}

/** A user and a token as Basic credentials, a token alone as a bearer. */
export function authorization({ user, token }: DeskSettings): string {
  return user
    ? `Basic ${Buffer.from(`${user}:${token ?? ''}`).toString('base64')}`
    : `Bearer ${token ?? ''}`;
}
