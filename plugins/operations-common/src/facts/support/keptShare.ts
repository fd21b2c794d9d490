import { TierCounts } from './SupportPeriod';

/** A share of tickets, or why there is none. @internal */
export interface KeptShare {
  value: number | null;
  reason?: string;
}

/**
 * The share of tickets that were answered or solved within the target of their tier.
 *
 * @remarks
 * Of all tickets opened: one that is still open is not solved in time yet, and leaving it out would improve the figure.
 * More kept than opened can't be, so then nothing is known.
 * @internal
 */
export function keptShare(
  tickets: TierCounts | undefined,
  kept: 'responded' | 'resolved',
): KeptShare {
  if (!tickets) return { value: null, reason: 'No tickets are reported' };
  const { opened, open } = tickets;
  if (opened === 0) return { value: null, reason: 'No ticket was opened' };
  if (tickets[kept] > opened) {
    return {
      value: null,
      reason: `${tickets[kept]} of ${opened} tickets can't be: the report counts tickets of other periods`,
    };
  }
  const value = tickets[kept] / opened;
  const waiting = kept === 'resolved' && open !== undefined && open > 0;
  return waiting
    ? { value, reason: `${open} still open count as not solved in time` }
    : { value };
}
