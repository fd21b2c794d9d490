import { Millis } from '@backstage-operations/plugin-operations-common';
import { DateTime, IANAZone } from 'luxon';

const DAY = 86_400_000;
const MINUTE = 60_000;

/** A change of the clocks; offsets in minutes east of UTC. */
interface Change {
  at: Millis;
  before: number;
  after: number;
}

/** Every change of a zone's clocks in a period. */
function changesOf(zone: IANAZone, from: Millis, to: Millis): Change[] {
  const changes: Change[] = [];
  for (let day = from; day < to; day += DAY) {
    const [before, after] = [zone.offset(day), zone.offset(day + DAY)];
    if (before === after) continue;
    let [low, high] = [day, day + DAY];
    while (high - low > MINUTE) {
      const middle = Math.floor((low + high) / 2 / MINUTE) * MINUTE;
      if (zone.offset(middle) === before) low = middle;
      else high = middle;
    }
    changes.push({ at: high, before, after });
  }
  return changes;
}

/** `+0530`. */
function offsetText(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${minutes < 0 ? '-' : '+'}${two(size / 60)}${two(size % 60)}`;
}

/** What clocks show just before a change, as iCalendar writes it. */
function shownAt({ at, before }: Change): string {
  return DateTime.fromMillis(at + before * MINUTE, { zone: 'utc' }).toFormat(
    "yyyyLLdd'T'HHmmss",
  );
}

function observance(
  kind: 'STANDARD' | 'DAYLIGHT',
  first: { shown: string; before: number; after: number },
  rest: readonly string[],
): string[] {
  return [
    `BEGIN:${kind}`,
    `DTSTART:${first.shown}`,
    `TZOFFSETFROM:${offsetText(first.before)}`,
    `TZOFFSETTO:${offsetText(first.after)}`,
    ...rest.map(shown => `RDATE:${shown}`),
    `END:${kind}`,
  ];
}

/**
 * A time zone as an iCalendar carries it, with every change of its clocks in a period.
 *
 * @remarks RFC 5545, 3.6.5. Changes are listed, not given by a rule, since zones change their rules.
 * @internal
 */
export function timeZoneRules(
  name: string,
  period: { from: Millis; to: Millis },
): string {
  const zone = IANAZone.create(name);
  const start = zone.offset(period.from);
  const changes = changesOf(zone, period.from, period.to);
  const groups = new Map<string, Change[]>();
  for (const change of changes) {
    const key = `${change.before} ${change.after}`;
    groups.set(key, [...(groups.get(key) ?? []), change]);
  }
  return [
    'BEGIN:VTIMEZONE',
    `TZID:${name}`,
    ...observance(
      'STANDARD',
      { shown: '19700101T000000', before: start, after: start },
      [],
    ),
    ...[...groups.values()].flatMap(([first, ...rest]) =>
      observance(
        first.after > first.before ? 'DAYLIGHT' : 'STANDARD',
        { ...first, shown: shownAt(first) },
        rest.map(shownAt),
      ),
    ),
    'END:VTIMEZONE',
  ].join('\r\n');
}
