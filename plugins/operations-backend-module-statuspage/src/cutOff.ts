import { Millis, toIso } from '@backstage-operations/plugin-operations-common';
import { z } from 'zod';

/** Entries that a page publishes of a list; older ones are only on its history page. */
const MOST_LISTED = 50;

/** As far back as figures about incidents look. */
const LOOK_BACK: Millis = 90 * 86_400_000;

const list = z.looseObject({
  incidents: z.array(z.looseObject({ created_at: z.string() })),
});

/**
 * Where the page's list of incidents ends before the time that figures look back over does, in words.
 *
 * @returns undefined where it reaches far enough, or is no such list
 */
export function cutOff(answer: unknown, now: Millis): string | undefined {
  const read = list.safeParse(answer);
  if (!read.success || read.data.incidents.length < MOST_LISTED) {
    return undefined;
  }
  const times = read.data.incidents.map(one => Date.parse(one.created_at));
  const oldest = Math.min(...times);
  return oldest > now - LOOK_BACK
    ? `the page lists its newest ${
        times.length
      } incidents only, back to ${toIso(
        oldest,
      )}; of those before only what was read then is known`
    : undefined;
}
