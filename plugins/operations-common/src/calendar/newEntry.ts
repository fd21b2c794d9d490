import { CalendarEntry } from '../api/responses';
import { EntityProfile } from '../entity';
import { Millis, toIso } from '../time';
import { Recurrence } from '../time/recurrence';

/** What tells one entry of an entity from the others, and what it says. @internal */
export interface NewEntry {
  type: CalendarEntry['type'];
  /** Stays the same while the thing is the same, so that a feed moves an event and adds none. */
  key: string;
  title: string;
  starts: Millis;
  ends?: Millis;
  url?: string | null;
  detail?: string;
  /** How it repeats, counted from `starts`. */
  recurrence?: Recurrence;
}

/** An entry of one entity. @internal */
export function newEntry(
  entity: EntityProfile,
  entry: NewEntry,
): CalendarEntry {
  const { type, key, title, starts, ends, url, detail, recurrence } = entry;
  return {
    id: `${entity.entityRef}/${type}/${key}`,
    type,
    title,
    entityRef: entity.entityRef,
    ...(entity.owner ? { owner: entity.owner } : {}),
    starts: toIso(starts),
    ...(ends === undefined ? {} : { ends: toIso(ends) }),
    ...(url ? { url } : {}),
    ...(detail ? { detail } : {}),
    ...(recurrence ? { recurrence: ruleOf(recurrence) } : {}),
  };
}

/** Without what a record says beside the rule. */
function ruleOf({ rule, timeZone, except }: Recurrence) {
  return { rule, timeZone, ...(except?.length ? { except: [...except] } : {}) };
}
