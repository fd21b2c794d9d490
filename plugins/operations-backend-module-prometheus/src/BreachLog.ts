import {
  burnAlertStates,
  BurnRates,
  burnWindowMillis,
  durationMillis,
  EvidenceInput,
  EvidencePayload,
  Millis,
  toIso,
} from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';

const breach = z.object({
  startedAt: z.number(),
  /** Long look-back of the condition, in milliseconds. */
  long: z.number(),
  firedAt: z.number().optional(),
  /** While the condition holds. */
  open: z.boolean(),
});

type Breach = z.infer<typeof breach>;
type Payload = EvidencePayload<'slo'>;

/** What is remembered of each SLO between two looks. */
export const storedBreaches = z.record(z.string(), z.array(breach));

/** Breaches of one SLO that are remembered at most; the records take no more. */
const MOST = 1_000;

/**
 * Notes when an SLO burned its budget faster than an alert condition allows, and whether an alert fired for it.
 *
 * @remarks
 * Seen each time the SLO is measured, so that no long look-back has to be asked for: a breach begins with the first look at which a
 * condition holds, and is answered by the first look at which one of its alerts fires.
 */
export class BreachLog {
  private readonly next: Record<string, Breach[]> = {};

  constructor(private readonly last: z.infer<typeof storedBreaches>) {}

  /** The record with its breaches, where there are any: those too that an alert may still answer. */
  noted(item: EvidenceInput, now: Millis): EvidenceInput {
    if (item.kind !== 'slo') return item;
    const payload = item.payload as Payload;
    const key = `${item.source} ${item.externalId}`;
    const breaches = follow(this.last[key] ?? [], payload, now);
    if (breaches.length === 0) return item;
    this.next[key] = breaches;
    return {
      ...item,
      payload: {
        ...payload,
        breaches: breaches.map(({ startedAt, long, firedAt }) => ({
          startedAt: toIso(startedAt),
          longWindow: `PT${long / 60_000}M`,
          firedAt: firedAt === undefined ? null : toIso(firedAt),
        })),
      },
    };
  }

  /** To be kept for the next look. */
  get memory(): Record<string, Breach[]> {
    return this.next;
  }
}

function follow(
  known: readonly Breach[],
  { burnRates, firing = [], window }: Payload,
  now: Millis,
): Breach[] {
  const length = durationMillis(window);
  const rates = (burnRates ?? {}) as BurnRates;
  const held = burnAlertStates(rates, length)
    .filter(({ exceeded }) => exceeded === true)
    .map(({ long }) => burnWindowMillis(long));
  const breaches = known
    .filter(({ startedAt, open }) => open || startedAt > now - length)
    .map(one => ({ ...one, open: one.open && held.length > 0 }));
  if (held.length > 0 && !breaches.some(({ open }) => open)) {
    breaches.push({ startedAt: now, long: Math.min(...held), open: true });
  }
  return breaches.slice(-MOST).map(one => {
    const answered =
      one.firedAt === undefined &&
      firing.length > 0 &&
      now <= one.startedAt + one.long;
    return answered ? { ...one, firedAt: now } : one;
  });
}
