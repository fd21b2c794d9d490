import {
  BackstageCredentials,
  BackstageUserPrincipal,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { InputError, stringifyError } from '@backstage/errors';
import {
  Calendar,
  CalendarEntry,
  expandEntries,
  Millis,
  toIso,
  toMillis,
} from '@backstage-operations/plugin-operations-common';
import { Knex } from 'knex';
import { CallerView } from '../access/EntityAccess';
import { CalendarStore } from './CalendarStore';
import { checkEntryTypes } from './entryTypes';

const DAY = 86_400_000;

/** Span when none is asked for, in days from today's date. */
const BACK = 31;
const AHEAD = 366;

/** Longest span, in days. */
const MAX_SPAN = 800;

/** Entries in one answer at most; more are refused, so that nobody takes a part for the whole. */
const MAX_ENTRIES = 5_000;

/** What of the calendar somebody asks for. @internal */
export interface AskedCalendar {
  from?: string;
  to?: string;
  owner?: readonly string[];
  type?: readonly string[];
}

type UserCredentials = BackstageCredentials<BackstageUserPrincipal>;

/** What {@link CalendarReader} needs. @internal */
export interface CalendarReaderOptions {
  db: Knex;
  store: CalendarStore;
  clock: () => Millis;
  logger: LoggerService;
  /** At most this many entries in one answer. */
  limit?: number;
}

/** Reads the calendar of a period as far as somebody may see it. @internal */
export class CalendarReader {
  static create(options: CalendarReaderOptions): CalendarReader {
    return new CalendarReader(options);
  }

  private visited: (credentials: UserCredentials) => Promise<void> =
    async () => {};

  private constructor(private readonly options: CalendarReaderOptions) {}

  /** Sets who is told that a person has opened the calendar. */
  onVisit(visited: (credentials: UserCredentials) => Promise<void>): void {
    this.visited = visited;
  }

  /** Tells that a person has opened the calendar; what goes wrong with it is nothing to that person. */
  async visit(credentials: UserCredentials): Promise<void> {
    try {
      await this.visited(credentials);
    } catch (error) {
      this.options.logger.warn(
        `What calendar feeds show was not renewed: ${stringifyError(error)}`,
      );
    }
  }

  /** Every date of the period as an entry of its own. */
  async read(
    view: Pick<CallerView, 'filter'>,
    asked: AskedCalendar,
  ): Promise<Calendar> {
    const { limit = MAX_ENTRIES } = this.options;
    const { period, stored } = await this.stored(view, asked);
    const entries = expandEntries(stored, period, limit + 1);
    this.checkLength(entries);
    return { from: toIso(period.from), to: toIso(period.to), entries };
  }

  /** What has a date in the period, one entry for all dates of what repeats. */
  async series(
    view: Pick<CallerView, 'filter'>,
    asked: AskedCalendar,
  ): Promise<CalendarEntry[]> {
    const { period, stored } = await this.stored(view, asked);
    return stored.filter(entry => expandEntries([entry], period, 1).length > 0);
  }

  private async stored(view: Pick<CallerView, 'filter'>, asked: AskedCalendar) {
    const { db, store, clock, limit = MAX_ENTRIES } = this.options;
    const { from, to } = spanOf(asked, clock());
    checkEntryTypes(asked.type, 'query.type');
    const stored = await store.list(db, {
      from,
      to,
      ...(asked.owner?.length ? { owners: asked.owner } : {}),
      ...(asked.type?.length ? { types: asked.type } : {}),
      view,
      limit: limit + 1,
    });
    this.checkLength(stored);
    return { period: { from, to }, stored };
  }

  private checkLength(entries: readonly CalendarEntry[]): void {
    const { limit = MAX_ENTRIES } = this.options;
    if (entries.length > limit) {
      throw new InputError(
        `query: matches more than ${limit} entries; ask for a shorter period, an owner or a type`,
      );
    }
  }
}

function spanOf(asked: AskedCalendar, now: Millis) {
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
