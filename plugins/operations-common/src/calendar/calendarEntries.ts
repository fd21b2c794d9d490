import { CalendarEntry } from '../api/responses';
import { FactSubject } from '../facts/Fact';
import { ScorecardResult } from '../scorecards/Result';
import { durationMillis, Millis, toMillis } from '../time';
import { occurrences } from '../time/recurrence';
import { auditEntries } from './auditEntries';
import { decisionEntries } from './decisionEntries';
import { maintenanceEntries } from './maintenanceEntries';
import { NewEntry, newEntry } from './newEntry';
import { recoveryEntries } from './recoveryEntries';

/** How long something that has passed is still listed. */
const kept = 'P400D';

/** Beyond every date that anybody plans. */
const NEVER: Millis = Date.UTC(9000, 0, 1);

function isListed(entry: NewEntry, since: Millis): boolean {
  const { starts, ends = starts, recurrence } = entry;
  if (!recurrence) return ends >= since;
  const period = { from: since - (ends - starts), to: NEVER };
  return occurrences(starts, recurrence, period, 1).length > 0;
}

/**
 * Everything of one entity that has a date, in order of time.
 *
 * @remarks
 * Only what follows from evidence and decisions: an activity, audit, drill or restore test that was never done has no date to
 * count from and is not listed; the scorecards say that it is missing.
 * @param results - of all scorecards; exceptions and sign-offs are taken from them
 * @public
 */
export function calendarEntries(
  subject: FactSubject,
  results: readonly ScorecardResult[],
  now: Millis,
): CalendarEntry[] {
  const since = now - durationMillis(kept);
  const entries = [
    ...maintenanceEntries(subject, now),
    ...auditEntries(subject, now),
    ...recoveryEntries(subject, now),
    ...results.flatMap(decisionEntries),
  ];
  const unique = new Map(
    entries
      .filter(entry => isListed(entry, since))
      .map(entry => newEntry(subject.entity, entry))
      .map(entry => [entry.id, entry]),
  );
  return [...unique.values()].sort(
    (a, b) => toMillis(a.starts) - toMillis(b.starts) || (a.id < b.id ? -1 : 1),
  );
}
