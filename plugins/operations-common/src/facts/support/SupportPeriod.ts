import { Evidence } from '../../evidence/Evidence';
import { Millis, toMillis } from '../../time';
import { inWindow, recordsOf, Window } from '../select';
import { SupportTier } from '../settings';

/** The tiers, most urgent first. @internal */
export const supportTiers: readonly SupportTier[] = ['P1', 'P2', 'P3', 'P4'];

/** A period of support work. @internal */
export interface SupportPeriod {
  evidence: Evidence<'support'>;
  from: Millis;
  to: Millis;
}

/** Tickets of one or more tiers. @internal */
export interface TierCounts {
  opened: number;
  responded: number;
  resolved: number;
  /** Tickets still open; undefined when no period says. */
  open?: number;
}

/**
 * All periods, in order of their end.
 *
 * @remarks A week inside a month that the same source reports as well is left out, so that nothing is counted twice.
 * @internal
 */
export function supportPeriods(evidence: readonly Evidence[]): SupportPeriod[] {
  const all = recordsOf(evidence, 'support').map(record => ({
    evidence: record,
    from: toMillis(record.payload.from),
    to: toMillis(record.payload.to),
  }));
  return all
    .filter(
      (period, index) =>
        !all.some((other, place) => covers(other, period, place < index)),
    )
    .sort((a, b) => a.to - b.to);
}

/** Whether one period makes another redundant; of two equal ones the later record stands. */
function covers(
  other: SupportPeriod,
  period: SupportPeriod,
  earlier: boolean,
): boolean {
  if (other.evidence.source !== period.evidence.source) return false;
  if (other.from > period.from || other.to < period.to) return false;
  const equal = other.from === period.from && other.to === period.to;
  return equal ? other !== period && !earlier : true;
}

/** Periods that ended in a window. @internal */
export function periodsIn(
  periods: readonly SupportPeriod[],
  window: Window,
): SupportPeriod[] {
  return periods.filter(({ to }) => inWindow(window, to));
}

/** The tickets of some tiers over some periods, pooled; undefined when none of them reports these tiers. @internal */
export function pooledTickets(
  periods: readonly SupportPeriod[],
  tiers: readonly SupportTier[],
): TierCounts | undefined {
  let pooled: TierCounts | undefined;
  for (const { evidence } of periods) {
    for (const tier of tiers) {
      const counts = evidence.payload.tiers[tier];
      if (!counts) continue;
      pooled = {
        opened: (pooled?.opened ?? 0) + counts.opened,
        responded: (pooled?.responded ?? 0) + counts.respondedInTarget,
        resolved: (pooled?.resolved ?? 0) + counts.resolvedInTarget,
      };
    }
  }
  if (!pooled) return undefined;
  const open = openTickets(periods, tiers);
  return open === undefined ? pooled : { ...pooled, open };
}

/** Tickets open at the end of the newest period that says so, per tier and source. */
function openTickets(
  periods: readonly SupportPeriod[],
  tiers: readonly SupportTier[],
): number | undefined {
  const newest = new Map<string, number>();
  for (const { evidence } of periods) {
    for (const tier of tiers) {
      const open = evidence.payload.tiers[tier]?.open;
      if (open !== undefined) {
        newest.set(JSON.stringify([evidence.source, tier]), open);
      }
    }
  }
  if (newest.size === 0) return undefined;
  return [...newest.values()].reduce((sum, open) => sum + open, 0);
}
