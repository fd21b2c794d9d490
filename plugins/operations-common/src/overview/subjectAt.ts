import { Evidence } from '../evidence/Evidence';
import { EvidencePayload } from '../evidence/kinds';
import { FactSubject } from '../facts/Fact';
import { Millis, toMillis } from '../time';

function thingOf({ kind, source, externalId, id }: Evidence): string {
  return externalId === undefined ? id : `${kind} ${source} ${externalId}`;
}

/** When a record began to say something about the world. */
function speaksFrom(record: Evidence): Millis {
  // What is asked for today is what the past is measured against.
  if (record.kind === 'backup-policy') return -Infinity;
  if (record.kind === 'incident') {
    // Its newest revision tells its whole course, with the times of each step.
    const { segments } = record.payload as EvidencePayload<'incident'>;
    const starts = (segments ?? []).map(({ startedAt }) => toMillis(startedAt));
    return Math.min(...starts, toMillis(record.observedAt));
  }
  return toMillis(record.observedAt);
}

interface Entry {
  record: Evidence;
  thing: string;
  from: Millis;
}

const timelines = new WeakMap<FactSubject, readonly Entry[]>();

/** Oldest first by `observedAt`, so that the last of a thing is its current revision; made once however many instants are asked. */
function timelineOf(subject: FactSubject): readonly Entry[] {
  let entries = timelines.get(subject);
  if (entries === undefined) {
    entries = [...(subject.superseded ?? []), ...subject.evidence]
      .map(record => ({
        record,
        thing: thingOf(record),
        from: speaksFrom(record),
        observedAt: toMillis(record.observedAt),
      }))
      .sort((a, b) => a.observedAt - b.observedAt);
    timelines.set(subject, entries);
  }
  return entries;
}

/**
 * An entity as its evidence describes an earlier instant.
 *
 * @param subject - with earlier revisions among its evidence or in `superseded`, where the caller keeps them
 * @remarks For trends: by the time at which things were true, each thing in the revision that was current then.
 * @public
 */
export function subjectAt(subject: FactSubject, at: Millis): FactSubject {
  const current = new Map<string, Evidence>();
  for (const { record, thing, from } of timelineOf(subject)) {
    if (from <= at) current.set(thing, record);
  }
  return { ...subject, evidence: [...current.values()], superseded: [] };
}
