import {
  EntityProfile,
  EvidenceInput,
  Millis,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import {
  supportPeriods,
  Ticket,
} from '@backstage-operations/plugin-operations-formats';
import {
  CollectRequest,
  CollectResult,
  Collector,
  JsonApi,
} from '@backstage-operations/plugin-operations-node';
import { stringifyError } from '@backstage/errors';
import { HumanDuration } from '@backstage/types';
import { readCursor } from './Cursor';
import { after, before, monthOf, monthsBetween } from './months';
import { DeskSettings, SupportDesk } from './SupportDesk';

/** Tickets after which a run stops at the end of a month, so that a long back-fill moves on run by run. */
const PER_RUN = 2_000;

/** Months whose open tickets are looked at again; what is open longer has missed every target. */
const WATCHED = 12;

/** A tier without tickets. */
const none = { opened: 0, respondedInTarget: 0, resolvedInTarget: 0, open: 0 };

/** What {@link SupportCollector} needs. */
export interface SupportCollectorOptions {
  desk: SupportDesk;
  settings: DeskSettings;
  /** With the credential, for one value of the annotation. */
  apiFor: (value: string) => Promise<JsonApi>;
  every: HumanDuration;
  /** How far back the first run reaches. */
  reach: Millis;
  perRun?: number;
}

/**
 * Reads the tickets of a desk month by month, as the periods that support is judged by.
 *
 * @remarks
 * First every month since the configured beginning, then the last two and those with tickets that were open. A month is stored when all
 * of its tickets were read, of every value of the annotation: a part of them would be another figure. What fails leaves the months before
 * it stored, and is tried again.
 */
export class SupportCollector implements Collector {
  static create(options: SupportCollectorOptions): SupportCollector {
    return new SupportCollector(options);
  }

  readonly id: string;
  readonly title: string;
  readonly every: HumanDuration;
  // One after the other: all share one rate limit.
  readonly concurrency = 1;

  private constructor(private readonly options: SupportCollectorOptions) {
    this.id = `support-${options.desk.id}`;
    this.title = options.desk.title;
    this.every = options.every;
  }

  appliesTo(entity: EntityProfile): boolean {
    return this.valuesOf(entity).length > 0;
  }

  async collect(request: CollectRequest): Promise<CollectResult> {
    const { entity, now } = request;
    const { reach, perRun = PER_RUN } = this.options;
    const values = this.valuesOf(entity);
    const asked = values.join(',');
    const cursor = readCursor(request.cursor, asked);
    const current = monthOf(now);
    const first = cursor?.next ?? monthOf(now - reach);
    const again = [...(cursor?.open ?? []), before(current), current];
    const wanted = [
      ...new Set([
        ...monthsBetween(first, current),
        ...again.filter(month => month < first),
      ]),
    ].sort();
    const items: EvidenceInput[] = [];
    const warnings: string[] = [];
    const open = new Set(cursor?.open);
    let next = first;
    let read = 0;
    for (const month of wanted) {
      if (read >= perRun) {
        warnings.push(`the tickets since ${month} are still to be read`);
        break;
      }
      try {
        const tickets = await this.month(values, month, request);
        read += Math.max(tickets.length, 1);
        items.push(this.period(tickets, month, request));
        if (tickets.some(({ resolvedAt }) => !resolvedAt)) open.add(month);
        else open.delete(month);
        if (month >= next && month < current) next = after(month);
      } catch (error) {
        if (items.length === 0) throw error;
        warnings.push(
          `the tickets since ${month} could not be read: ${stringifyError(
            error,
          )}`,
        );
        break;
      }
    }
    return {
      items,
      cursor: JSON.stringify({
        next,
        open: [...open].sort().slice(-WATCHED),
        asked,
      }),
      ...(warnings.length > 0 ? { warnings } : {}),
    };
  }

  /** Every ticket opened in a month, each once. */
  private async month(
    values: readonly string[],
    month: string,
    { now, signal }: CollectRequest,
  ): Promise<Ticket[]> {
    const { desk, settings, apiFor } = this.options;
    const period = {
      from: toMillis(`${month}-01T00:00:00Z`),
      to: toMillis(`${after(month)}-01T00:00:00Z`),
    };
    const tickets = new Map<string, Ticket>();
    for (const value of values) {
      const question = {
        api: await apiFor(value),
        settings,
        value,
        period,
        signal,
      };
      for await (const page of desk.tickets(question)) {
        for (const ticket of page) {
          const at = toMillis(ticket.openedAt);
          if (at >= period.from && at < period.to && at <= now) {
            tickets.set(ticket.id, ticket);
          }
        }
      }
    }
    return [...tickets.values()];
  }

  /** A month in which nobody asked for anything is known to have been one. */
  private period(
    tickets: readonly Ticket[],
    month: string,
    { entity, now, settings }: CollectRequest,
  ): EvidenceInput {
    const { entityRef } = entity;
    const [period] = supportPeriods(
      { entityRef, now, observedAt: toIso(now), settings },
      this.id,
      tickets,
    );
    const from = toMillis(`${month}-01T00:00:00Z`);
    const end = toMillis(`${after(month)}-01T00:00:00Z`);
    const to = toIso(Math.min(end, now));
    const { payload } = period ?? {};
    return {
      entityRef,
      kind: 'support',
      source: this.id,
      externalId: `tickets ${month}`,
      observedAt: to,
      payload: {
        ...(payload ?? { escalated: [] }),
        from: toIso(from),
        to,
        tiers: { P1: none, P2: none, P3: none, P4: none, ...payload?.tiers },
      },
    };
  }

  private valuesOf(entity: EntityProfile): string[] {
    const text = entity.annotations[this.options.desk.annotation] ?? '';
    return [
      ...new Set(
        text
          .split(',')
          .map(value => value.trim())
          .filter(Boolean),
      ),
    ].sort();
  }
}
