import { InputError } from '@backstage/errors';
import {
  Calendar,
  CalendarEntry,
  Millis,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CallerCredentials, EntityAccess } from '../access/EntityAccess';
import { Handlers } from '../http/Handlers';
import { Streamed } from '../http/Streamed';
import { CalendarStore } from './CalendarStore';
import { toICalendar } from './toICalendar';

const DAY = 86_400_000;

/** Span when none is asked for, in days from today's date. */
const BACK = 31;
const AHEAD = 366;

/** Longest span, in days. */
const MAX_SPAN = 800;

/** Entries in one answer at most; more are refused, so that nobody takes a part for the whole. */
const MAX_ENTRIES = 5_000;

const types = [
  'maintenance-window',
  'maintenance-due',
  'audit-due',
  'drill-due',
  'proof-expires',
  'waiver-expires',
  'action-due',
  'signoff-expires',
] as const satisfies readonly CalendarEntry['type'][];

/** What {@link createCalendarHandlers} needs. @internal */
export interface CalendarHandlerOptions {
  db: Knex;
  access: EntityAccess;
  store: CalendarStore;
  clock: () => Millis;
  /** At most this many entries in one answer. */
  limit?: number;
}

interface Asked {
  from?: string;
  to?: string;
  owner?: string[];
  type?: string[];
}

function spanOf(asked: Asked, now: Millis): { from: Millis; to: Millis } {
  const from =
    asked.from === undefined ? now - BACK * DAY : toMillis(asked.from);
  const to =
    asked.to === undefined
      ? Math.max(now, from) + AHEAD * DAY
      : toMillis(asked.to);
  if (from >= to) throw new InputError('query.from: must be before query.to');
  if (to - from > MAX_SPAN * DAY) {
    throw new InputError(
      `query.from: at most ${MAX_SPAN} days before query.to`,
    );
  }
  return { from, to };
}

function checkTypes(asked: readonly string[] = []): void {
  for (const type of asked) {
    if (!types.some(known => known === type)) {
      throw new InputError(`query.type: ${type} is none of ${types.join(' ')}`);
    }
  }
}

/** Everything with a date, as a list and as a feed. @internal */
export function createCalendarHandlers(
  options: CalendarHandlerOptions,
): Handlers {
  const { db, access, store, clock, limit = MAX_ENTRIES } = options;

  async function read(
    credentials: CallerCredentials,
    asked: Asked,
  ): Promise<Calendar> {
    const { from, to } = spanOf(asked, clock());
    checkTypes(asked.type);
    const entries = await store.list(db, {
      from,
      to,
      ...(asked.owner?.length ? { owners: asked.owner } : {}),
      ...(asked.type?.length ? { types: asked.type } : {}),
      view: await access.view(credentials),
      limit: limit + 1,
    });
    if (entries.length > limit) {
      throw new InputError(
        `query: matches more than ${limit} entries; ask for a shorter period, an owner or a type`,
      );
    }
    return { from: toIso(from), to: toIso(to), entries };
  }

  return {
    getCalendar: ({ query, credentials }) => read(credentials, query),

    async getCalendarFeed({ query, credentials }) {
      const { entries } = await read(credentials, query);
      return Streamed.of(
        'text/calendar; charset=utf-8',
        toICalendar(entries, clock()),
        { 'Cache-Control': 'private, no-store' },
      );
    },
  };
}
