import { Evidence } from '../evidence/Evidence';
import { Millis, toMillis } from '../time';
import { occurrences } from '../time/recurrence';
import { recordsOf } from './select';

type Window = Evidence<'maintenance-window'>;

/** One time of a planned window. @internal */
export interface PlannedWindow {
  record: Window;
  starts: Millis;
  ends: Millis;
}

const YEAR = 366 * 86_400_000;

/** How long a rule is followed before and after it was last reported. */
const before = 2 * YEAR;
const after = 5 * YEAR;

/** Windows of one rule at most. */
const most = 3_000;

const expanded = new WeakMap<Window, readonly PlannedWindow[]>();

/**
 * Planned windows, those that repeat once for each time.
 *
 * @remarks
 * A rule is followed for five years after it was last reported, and two years back; facts look back less. What was announced and
 * approved of the first was so of all of them.
 * @internal
 */
export function plannedWindows(evidence: readonly Evidence[]): PlannedWindow[] {
  return recordsOf(evidence, 'maintenance-window').flatMap(record => {
    const known = expanded.get(record) ?? timesOf(record);
    expanded.set(record, known);
    return known;
  });
}

function timesOf(record: Window): PlannedWindow[] {
  const { payload, observedAt } = record;
  const { recurrence } = payload;
  const first = {
    starts: toMillis(payload.starts),
    ends: toMillis(payload.ends),
  };
  if (!recurrence) return [{ record, ...first }];
  const reported = toMillis(observedAt);
  const period = { from: reported - before, to: reported + after };
  return occurrences(first.starts, recurrence, period, most).map(starts => ({
    record,
    starts,
    ends: starts + first.ends - first.starts,
  }));
}
