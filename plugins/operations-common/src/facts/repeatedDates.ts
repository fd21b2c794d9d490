import { Evidence } from '../evidence/Evidence';
import { Millis, toMillis } from '../time';
import { occurrences } from '../time/recurrence';

type Repeated = Evidence<'audit' | 'dr-drill'>;

/** How long a rule is followed after it was last reported, in milliseconds. */
const followed = 5 * 366 * 86_400_000;

/** Dates of one rule at most: those of a daily one, for as long as it is followed. */
const most = 2_000;

const known = new WeakMap<Repeated, readonly Millis[]>();

/** When something is due next, by its own word, with the dates after it where it repeats. @internal */
export function repeatedDates(record: Repeated): readonly Millis[] {
  const dates = known.get(record) ?? datesOf(record);
  known.set(record, dates);
  return dates;
}

function datesOf({ observedAt, payload }: Repeated): Millis[] {
  const { nextDueAt, recurrence } = payload;
  if (!nextDueAt) return [];
  const first = toMillis(nextDueAt);
  if (!recurrence) return [first];
  const to = Math.max(first, toMillis(observedAt)) + followed;
  return occurrences(first, recurrence, { from: first, to }, most);
}
