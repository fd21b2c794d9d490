import { FormatError } from '../FormatError';
import { instantOf } from '../shared/instants';

/** Times of an incident that a text states, each in a line of its own; ISO 8601 in UTC. */
export interface StatedTimes {
  started?: string;
  acknowledged?: string;
  ended?: string;
  /** Lines whose time can't be told, as they stand. */
  doubtful: string[];
}

const names: ReadonlyMap<string, keyof Omit<StatedTimes, 'doubtful'>> = new Map(
  [
    ['started', 'started'],
    ['start', 'started'],
    ['acknowledged', 'acknowledged'],
    ['resolved', 'ended'],
    ['ended', 'ended'],
    ['end', 'ended'],
  ],
);

const line =
  /^[-*\s]*\**([A-Za-z ]+?)(?: at)?\**\s*:\**\s*(\d{4}-\d\d-\d\d[T ]\d\d:\d\d[\d:.]*\s*(?:Z|UTC|GMT|[+-]\d\d:?\d\d)?)\s*$/;

/**
 * Reads lines like `Started: 2026-03-01T12:00:00Z`, `**Started at:** 2026-03-01 12:00 UTC`, for incidents that are written down afterwards.
 *
 * @param format - of whose file the text is part
 * @param zone - IANA zone of times that carry none; without it they are doubtful
 */
export function statedTimes(
  format: string,
  text: string | null | undefined,
  zone?: string,
): StatedTimes {
  const times: StatedTimes = { doubtful: [] };
  for (const one of (text ?? '').split(/\r?\n/)) {
    const [, words = '', time] = line.exec(one) ?? [];
    const name = names.get(words.trim().toLowerCase());
    if (name === undefined) continue;
    try {
      times[name] ??= instantOf(format, time, zone);
    } catch (error) {
      if (!(error instanceof FormatError)) throw error;
      times.doubtful.push(one.trim());
    }
  }
  return times;
}
