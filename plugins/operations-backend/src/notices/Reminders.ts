import {
  CalendarEntry,
  Millis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CalendarStore } from '../calendar/CalendarStore';
import { inTransaction } from '../database/inTransaction';
import { WaiverStore } from '../waivers/WaiverStore';
import { tabLink } from './changeNotices';
import { Notice, Outbox } from './Outbox';
import { ReminderStore } from './ReminderStore';

const DAY = 24 * 60 * 60 * 1000;

/** How long before the date somebody is told, in milliseconds. */
const AHEAD = 7 * DAY;

/** Longer than a date can lie ahead, in milliseconds. */
const REMEMBERED = 30 * DAY;

/** Dates looked at in one pass; what is left over comes with the next one. */
const BATCH = 2_000;

/** What people are told of before it happens. */
const TOLD: CalendarEntry['type'][] = [
  'waiver-expires',
  'proof-expires',
  'drill-due',
];

/** Options of {@link Reminders.create}. @internal */
export interface RemindersOptions {
  db: Knex;
  calendar: CalendarStore;
  reminders: ReminderStore;
  waivers: WaiverStore;
  outbox: Outbox;
  clock: () => Millis;
}

const keyOf = ({ id, starts }: CalendarEntry) => `${id}@${starts}`;

/**
 * Tells owners, and whoever asked for an exception, of what runs out within a week.
 *
 * @remarks Every date once: one that moves is told of again. All of one entity come in one notice.
 * @internal
 */
export class Reminders {
  static create(options: RemindersOptions): Reminders {
    return new Reminders(options);
  }

  private constructor(private readonly options: RemindersOptions) {}

  /** Returns how many notices it wrote. */
  async runOnce(): Promise<number> {
    const { db, calendar, reminders, outbox, clock } = this.options;
    const now = clock();
    const near = await calendar.list(db, {
      from: now,
      to: now + AHEAD,
      types: TOLD,
      view: { filter: async () => {} },
      limit: BATCH,
    });
    return inTransaction(db, async trx => {
      const fresh = await reminders.remember(trx, near.map(keyOf), now);
      await reminders.forget(trx, now - REMEMBERED);
      const byEntity = new Map<string, CalendarEntry[]>();
      for (const entry of near.filter(one => fresh.has(keyOf(one)))) {
        const of = byEntity.get(entry.entityRef) ?? [];
        byEntity.set(entry.entityRef, [...of, entry]);
      }
      const notices: Notice[] = [];
      for (const entries of byEntity.values()) {
        notices.push(await this.notice(trx, entries, now));
      }
      await outbox.add(trx, notices, now);
      return notices.length;
    });
  }

  private async notice(
    trx: Knex.Transaction,
    entries: readonly CalendarEntry[],
    now: Millis,
  ): Promise<Notice> {
    const [{ entityRef }] = entries;
    const lines = entries.map(
      ({ title, starts }) => `${title}, ${starts.slice(0, 10)}`,
    );
    return {
      recipients: await this.recipients(trx, entries, now),
      title:
        lines.length === 1
          ? `${entityRef}: ${lines[0]}`
          : `${entityRef}: ${lines.length} things run out within a week`,
      ...(lines.length === 1 ? {} : { description: lines.join('; ') }),
      link: tabLink(entityRef),
      severity: 'normal',
      scope: `due:${entityRef}`,
    };
  }

  /** The owner, and those who asked for the exceptions. */
  private async recipients(
    trx: Knex.Transaction,
    entries: readonly CalendarEntry[],
    now: Millis,
  ): Promise<string[]> {
    const people = new Set<string>();
    for (const { id, type, owner } of entries) {
      if (owner !== undefined) people.add(owner);
      if (type !== 'waiver-expires') continue;
      const waiverId = id.slice(id.lastIndexOf('/') + 1);
      const waiver = await this.options.waivers.byId(trx, waiverId, now);
      if (waiver) people.add(waiver.requestedBy);
    }
    return [...people];
  }
}
