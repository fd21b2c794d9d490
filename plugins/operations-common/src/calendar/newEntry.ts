import { CalendarEntry } from '../api/responses';
import { EntityProfile } from '../entity';
import { Millis, toIso } from '../time';

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
}

/** An entry of one entity. @internal */
export function newEntry(
  entity: EntityProfile,
  entry: NewEntry,
): CalendarEntry {
  const { type, key, title, starts, ends, url, detail } = entry;
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
  };
}
