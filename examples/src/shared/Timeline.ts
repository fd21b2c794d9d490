import { toIso } from '@backstage-operations/plugin-operations-common';
import { Duration } from 'luxon';

const hour = 3_600_000;
const day = 24 * hour;
const week = 7 * day;
/** A Monday, 1970-01-05, from which weeks are counted. */
const firstMonday = 4 * day;

/**
 * The instants at which things happened in the example.
 *
 * @remarks Everything is cut from fixed hours, days and weeks in UTC, never from the instant of seeding: seeding again
 * gives the same records (duplicates), plus what has come due in between.
 */
export class Timeline {
  readonly now: number;

  private constructor(now: number) {
    this.now = now;
  }

  static at(now: number): Timeline {
    return new Timeline(now);
  }

  /** The last `n` instants at that minute of the hour, oldest first. */
  hourly(n: number, minute: number): number[] {
    return this.#last(n, hour, minute * 60_000);
  }

  /** The last `n` instants at that hour of the day, oldest first. */
  daily(n: number, hours: number): number[] {
    return this.#last(n, day, hours * hour);
  }

  /** The last `n` instants at that hour of the week, oldest first; 0 is Monday midnight. */
  weekly(n: number, hours: number): number[] {
    return this.#last(n, week, firstMonday + hours * hour);
  }

  /** Number of the week of an instant, for what happens every few weeks. */
  weekOf(instant: number): number {
    return Math.floor((instant - firstMonday) / week);
  }

  /** That long before the start of this week: the same all week. */
  back(duration: string): number {
    return this.#monday() - Duration.fromISO(duration).toMillis();
  }

  /** That long after the start of this week; in the future only when longer than a week. */
  ahead(duration: string): number {
    return this.#monday() + Duration.fromISO(duration).toMillis();
  }

  #monday(): number {
    return firstMonday + this.weekOf(this.now) * week;
  }

  #last(n: number, every: number, offset: number): number[] {
    const newest = Math.floor((this.now - offset) / every);
    return Array.from(
      { length: n },
      (_, i) => offset + (newest - n + 1 + i) * every,
    );
  }
}

/** Number of the day of an instant, for what differs from day to day. */
export function dayOf(instant: number): number {
  return Math.floor(instant / day);
}

/** The instant `minutes` later. */
export function plus(instant: number, minutes: number): number {
  return instant + minutes * 60_000;
}

/** ISO 8601 in UTC. */
export const iso = toIso;
